package play.modules.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.GivenDirectory;
import play.files.Paths;
import play.host.Files;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.PathPattern;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Decision;
import play.param.Doc;
import play.param.HostPath;

/**
 * Where a command runs, and whether it is needed at all: parameters that {@code command} and {@code shell} have in
 * common.
 */
public record Guards(
        @Doc("Directory to run it in.") @HostPath Optional<String> chdir,

        @Doc("Path whose existence makes the command unnecessary; with wildcards, that of anything they stand for.")
        @HostPath(relative = true, within = "chdir")
        Optional<String> creates,

        @Doc("Path whose absence makes the command unnecessary; with wildcards, that of all they stand for.")
        @HostPath(relative = true, within = "chdir")
        Optional<String> removes) {

    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>();
        directory().ifPresent(directory -> keys.add(directory.key()));
        creates.ifPresent(path -> keys.add(key(path)));
        removes.ifPresent(path -> keys.add(key(path)));
        return keys;
    }

    /** Shell that goes to the directory. */
    String changingTo() {
        return chdir.map(path -> "cd -P -- " + ShellWords.quote(path) + " || exit 1\n")
                .orElse("");
    }

    /** Why it is not done; empty when it is. */
    Optional<Decision> refusal(Knowledge known) {
        return creates.flatMap(path -> refusal(path, true, known))
                .or(() -> removes.flatMap(path -> refusal(path, false, known)))
                .or(() -> directory()
                        .flatMap(directory -> directory.refusal(known))
                        .map(Decision.Rejected::new));
    }

    private Optional<Decision> refusal(String path, boolean whenThere, Knowledge known) {
        String shown = shown(path);
        return switch (known.of(key(path))) {
            case Observed.Unknown<?>(String reason) ->
                Optional.of(new Decision.Undetermined("whether " + shown + " exists is unknown: " + reason));
            case Observed.Known<?>(PathMatches.Foreseen foreseen, var how) ->
                Optional.of(new Decision.Undetermined("whether " + shown
                        + " exists is known after the run: files that may be meant are only foreseen"));
            case Observed.Known<?>(HostState state, var how)
            when state.present() == whenThere ->
                Optional.of(new Decision.Skip(
                        shown + (whenThere ? " exists already" : " is not there"),
                        Optional.of("skipped, since " + path + (whenThere ? " exists" : " does not exist"))));
            case Observed.Known<?> other -> Optional.empty();
        };
    }

    private Optional<GivenDirectory> directory() {
        return chdir.map(GivenDirectory::new);
    }

    private StateKey<?> key(String path) {
        return PathPattern.is(path) ? PathMatches.of(pattern(path)) : Files.withoutDigest(absolute(path));
    }

    private String shown(String path) {
        return PathPattern.is(path) && path.startsWith("/") ? path : absolute(path);
    }

    private String absolute(String path) {
        return path.startsWith("/") ? Paths.clean(path) : Paths.join(chdir.orElse("/"), path);
    }

    private String pattern(String path) {
        return path.startsWith("/") ? path : PathPattern.literal(chdir.orElse("/")) + "/" + path;
    }
}
