package play.modules.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * Images of containerd, listed by its own client.
 *
 * @param ctr path of the program ctr on the host
 * @param namespace of containerd; Kubernetes has its own
 */
record ContainerImages(String ctr, String namespace) implements StateFamily<ContainerImage> {
    private static final int NO_PROGRAM = 127;

    @Override
    public String name() {
        return "container image";
    }

    @Override
    public Class<ContainerImage> type() {
        return ContainerImage.class;
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
    public Map<StateKey<ContainerImage>, Observed<ContainerImage>> parse(
            List<StateKey<ContainerImage>> keys, ScriptResult result) {
        Map<String, ContainerImage> found = new HashMap<>();
        // REF TYPE DIGEST SIZE …
        for (String line : result.out().lines().skip(1).toList()) {
            String[] words = line.split("\\s+");
            if (words.length > 2) {
                found.put(words[0], new ContainerImage(true, new Foreseen.Exactly<>(words[2])));
            }
        }
        Map<StateKey<ContainerImage>, Observed<ContainerImage>> states = new HashMap<>();
        for (StateKey<ContainerImage> key : keys) {
            states.put(
                    key,
                    result.succeeded()
                            ? Observed.read(found.getOrDefault(key.id(), ContainerImage.ABSENT))
                            : new Observed.Unknown<>("containerd does not tell its images: "
                                    + result.err().strip()));
        }
        return states;
    }
}
