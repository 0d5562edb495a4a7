package play.modules.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.GivenDirectory;
import play.files.Paths;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Decision;
import play.param.Doc;
import play.param.Matches;

/**
 * Where a command runs, and whether it is needed at all: parameters that {@code command} and {@code shell} have in
 * common.
 */
public record Guards(
        @Doc("Directory to run it in.") @Matches(value = Paths.ABSOLUTE, expected = Paths.EXPECTED)
        Optional<String> chdir,

        @Doc("Path whose existence makes the command unnecessary.")
        @Matches(value = Guards.PATH, expected = Guards.EXPECTED)
        Optional<String> creates,

        @Doc("Path whose absence makes the command unnecessary.")
        @Matches(value = Guards.PATH, expected = Guards.EXPECTED)
        Optional<String> removes) {
    /** Paths without wildcards: what stands at them is one state each. */
    static final String PATH = "[^*?\\[\\]\\x00\\n]+";

    static final String EXPECTED = "a path without wildcards";

    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>();
        directory().ifPresent(directory -> keys.add(directory.key()));
        creates.ifPresent(path -> keys.add(Files.withoutDigest(absolute(path))));
        removes.ifPresent(path -> keys.add(Files.withoutDigest(absolute(path))));
        return keys;
    }

    /** Shell that goes to the directory. */
    String changingTo() {
        return chdir.map(path -> "cd -- " + ShellWords.quote(path) + " || exit 1\n")
                .orElse("");
    }

    /** Why it is not done; empty when it is. */
    Optional<Decision> refusal(Knowledge known) {
        return creates.flatMap(path -> refusal(absolute(path), true, known))
                .or(() -> removes.flatMap(path -> refusal(absolute(path), false, known)))
                .or(() -> directory()
                        .flatMap(directory -> directory.refusal(known))
                        .map(Decision.Rejected::new));
    }

    private static Optional<Decision> refusal(String path, boolean whenThere, Knowledge known) {
        return switch (known.of(Files.withoutDigest(path))) {
            case Observed.Unknown<FileState>(String reason) ->
                Optional.of(new Decision.Undetermined("whether " + path + " exists is unknown: " + reason));
            case Observed.Known<FileState>(FileState state, var how)
            when state.present() == whenThere ->
                Optional.of(new Decision.Skip(path + (whenThere ? " exists already" : " is not there")));
            case Observed.Known<FileState> other -> Optional.empty();
        };
    }

    private Optional<GivenDirectory> directory() {
        return chdir.map(GivenDirectory::new);
    }

    private String absolute(String path) {
        return path.startsWith("/") ? Paths.clean(path) : Paths.join(chdir.orElse("/"), path);
    }
}
