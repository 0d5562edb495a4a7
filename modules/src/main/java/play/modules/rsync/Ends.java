package play.modules.rsync;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.module.Transfer;
import play.module.Transfer.Sides;
import play.param.EitherPath;

/** The paths of a task where they are: each on the controller or on the host. */
record Ends(SynchronizeModule.Params params, Sides sides) {
    private boolean pulls() {
        return params.mode() == SynchronizeModule.Mode.PULL;
    }

    private boolean targetIsLocal() {
        return sides == Sides.ON_CONTROLLER || (sides == Sides.APART && pulls());
    }

    private boolean sourceIsLocal() {
        return sides == Sides.ON_CONTROLLER || (sides == Sides.APART && !pulls());
    }

    String source() {
        return path(params.src(), sourceIsLocal());
    }

    String target() {
        return path(params.dest(), targetIsLocal());
    }

    /** The directories of {@code link_dest}. */
    List<String> linked() {
        return params.options().linkDest().stream()
                .map(path -> path(path, targetIsLocal()))
                .toList();
    }

    /** A home in a path of this machine as a host is that of the task's user, who may have become another. */
    private String path(EitherPath path, boolean local) {
        boolean ofUser = sides == Sides.ON_CONTROLLER && path.written().startsWith("~");
        return local && !ofUser ? path.local() : path.remote().orElse("");
    }

    /** Why they are of no use. */
    Optional<String> fault() {
        Stream<Optional<String>> faults = Stream.of(
                fault("src", params.src(), sourceIsLocal()),
                fault("dest", params.dest(), targetIsLocal()),
                params.options().linkDest().stream()
                        .flatMap(path -> fault("link_dest", path, targetIsLocal()).stream())
                        .findFirst(),
                intoItself());
        return faults.flatMap(Optional::stream).findFirst();
    }

    private Optional<String> fault(String parameter, EitherPath path, boolean local) {
        boolean there = !(local && sides == Sides.APART);
        return there && path.remote().isEmpty()
                ? Optional.of(parameter + ": '" + path.written()
                        + "' names the home of an account that the host does not have")
                : Optional.empty();
    }

    /** As Ansible has it where both are on one machine. */
    private Optional<String> intoItself() {
        String above = target().replaceFirst("/+$", "").replaceFirst("/[^/]*$", "") + "/";
        return sides == Sides.APART
                ? Optional.empty()
                : linked().stream()
                        .filter(path -> above.startsWith(path.replaceFirst("/+$", "") + "/"))
                        .findFirst()
                        .map(path -> "link_dest: '" + path + "' is above dest, '" + target()
                                + "', and would be linked into itself; name a directory beside it");
    }

    Transfer.Changed changed() {
        String target = target();
        String path = target.replaceFirst("(?<=.)/+\\.?$", "");
        return sides == Sides.APART && pulls()
                ? new Transfer.Changed.OnController(path)
                : new Transfer.Changed.OnHost(path);
    }
}
