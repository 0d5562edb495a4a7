package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.files.Paths;
import play.modules.files.FileModule.Params;
import play.modules.files.FileModule.State;
import play.param.Binding;

/** What is wrong with parameters of {@code file}, whatever the host is like. */
final class FileFaults {
    private FileFaults() {}

    static List<Binding.Fault> of(Params params) {
        List<Binding.Fault> faults = new ArrayList<>(params.times().faults());
        if (faults.isEmpty() && params.times().areAsked()) {
            timeless(params).ifPresent(why -> faults.add(new Binding.Fault("state", why)));
        }
        Stream.of(root(params), source(params), recursion(params), labels(params))
                .flatMap(Optional::stream)
                .forEach(faults::add);
        return faults;
    }

    private static Optional<Binding.Fault> root(Params params) {
        return params.kind() == State.ABSENT && Paths.clean(params.path()).equals("/")
                ? Optional.of(new Binding.Fault("path", "the root directory is not removed"))
                : Optional.empty();
    }

    private static Optional<Binding.Fault> source(Params params) {
        if (params.src().isPresent() && params.kind() != State.LINK && params.kind() != State.HARD) {
            return Optional.of(
                    new Binding.Fault("src", "src is for links: write state: link or state: hard, or leave it out"));
        }
        return params.kind() == State.HARD && !params.src().orElse("/").startsWith("/")
                ? Optional.of(new Binding.Fault("src", "must be the absolute path of a file for state: hard"))
                : Optional.empty();
    }

    private static Optional<Binding.Fault> recursion(Params params) {
        return params.recurse() && params.kind() != State.DIRECTORY
                ? Optional.of(new Binding.Fault(
                        "recurse", "recurse is for directories: write state: directory, or leave it out"))
                : Optional.empty();
    }

    private static Optional<Binding.Fault> labels(Params params) {
        if (!params.labels().areAsked()) {
            return Optional.empty();
        }
        return switch (params.kind()) {
            case ABSENT -> Optional.of(new Binding.Fault("state", "what is removed gets no attributes or context"));
            case LINK ->
                params.follow()
                        ? Optional.empty()
                        : Optional.of(new Binding.Fault(
                                "follow", "a link itself gets no attributes or context; leave out follow: false"));
            case DIRECTORY ->
                params.recurse()
                        ? Optional.of(new Binding.Fault(
                                "recurse",
                                "attributes and SELinux context are not set of all below a directory; leave out"
                                        + " recurse, or use command: chattr -R or restorecon -R"))
                        : Optional.empty();
            case FILE, HARD, TOUCH -> Optional.empty();
        };
    }

    /** Why no times can be set. */
    private static Optional<String> timeless(Params params) {
        return switch (params.kind()) {
            case ABSENT -> Optional.of("what is removed has no times; leave out access_time and modification_time");
            case LINK ->
                Optional.of("the times of a link are not set; leave out access_time and modification_time, or name"
                        + " the file that it leads to");
            case DIRECTORY ->
                params.recurse()
                        ? Optional.of("times are not set of all below a directory; leave out recurse, or give the"
                                + " times in a task of their own")
                        : Optional.empty();
            case FILE, HARD, TOUCH -> Optional.empty();
        };
    }
}
