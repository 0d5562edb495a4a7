package play.modules.containers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.files.Paths;
import play.host.Fields;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * Images of containerd, listed by its own client.
 *
 * @param ctr path of the program ctr on the host
 * @param namespace of containerd; Kubernetes has its own
 */
record ContainerImages(String ctr, String namespace) implements StateFamily<ContainerImage> {
    private static final int NO_PROGRAM = 127;

    private static final Shape IMAGE = Shape.of(" ", "ref type digest size");

    @Override
    public String name() {
        return "container image";
    }

    @Override
    public Class<ContainerImage> type() {
        return ContainerImage.class;
    }

    /** Whether containerd comes to the host in this very dry run: it has no images then. */
    static boolean areNone(String ctr, Knowledge known) {
        return known.of(Files.at(Paths.clean(ctr))) instanceof Observed.Known<FileState>(FileState program, var how)
                && program.present()
                && how == Observed.Certainty.FORESEEN;
    }

    /** A script in which {@code ctr} is the client in the namespace. */
    Script script(String body) {
        String program = ShellWords.quote(ctr);
        return Script.of("if ! [ -x " + program + " ]; then echo " + program + "' is not there' >&2; exit " + NO_PROGRAM
                + "; fi\n" + "ctr() { " + program + " --namespace " + ShellWords.quote(namespace) + " \"$@\"; }\n"
                + body);
    }

    @Override
    public Script read(List<StateKey<ContainerImage>> keys) {
        return script("ctr --timeout 20s images ls\n");
    }

    @Override
    public Told<ContainerImage> told(List<StateKey<ContainerImage>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("containerd does not tell its images");
        List<String> lines = result.lines();
        if (lines.isEmpty() || !lines.getFirst().matches("REF +TYPE +DIGEST .*")) {
            throw UnknownStateException.expected("a table of images", result.out());
        }
        Map<String, ContainerImage> found = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            Fields image = IMAGE.read(line.strip().replaceAll(" +", " "));
            found.put(image.text("ref"), new ContainerImage(true, new Foreseen.Exactly<>(image.text("digest"))));
        }
        return (index, ref) -> found.getOrDefault(ref, ContainerImage.ABSENT);
    }
}
