package play.modules.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.files.MountPoint;
import play.files.Paths;
import play.files.ResolvedPath;
import play.host.Files;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Plan;
import play.value.Foreseen;

/**
 * What a task has mounted, compared with what the kernel says is.
 *
 * @param name as tasks and {@code /etc/fstab} write it
 * @param binds whether it is a directory or file that is seen at a second place
 */
record MountSource(String name, boolean binds) {
    /** Where udev links devices by what is written on them. */
    private static final Map<String, String> TAGS = Map.of(
            "UUID=", "/dev/disk/by-uuid/",
            "LABEL=", "/dev/disk/by-label/",
            "PARTUUID=", "/dev/disk/by-partuuid/",
            "PARTLABEL=", "/dev/disk/by-partlabel/",
            "ID=", "/dev/disk/by-id/");

    private static final Set<String> BINDS = Set.of("bind", "rbind");

    static MountSource of(String name, List<String> opts) {
        return new MountSource(name, opts.stream().anyMatch(BINDS::contains));
    }

    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>();
        device(name).ifPresent(path -> keys.add(Files.withoutDigest(path)));
        if (binds) {
            keys.add(SeenPart.at(Paths.clean(name)));
        }
        return keys;
    }

    /** One of two plans, by whether this is what is mounted. */
    Plan compared(MountPoint.Mounted mounted, Knowledge known, Plan same, Plan other) {
        if (binds) {
            return bound(mounted, known, same, other);
        }
        if (!(mounted.source() instanceof Foreseen.Exactly<String>(String source))) {
            return new Plan.Undetermined("what is mounted is known after the run");
        }
        if (trimmed(source).equals(trimmed(name))) {
            return same;
        }
        Optional<String> wanted = device(name);
        Optional<String> found = device(source);
        return wanted.isPresent() && found.isPresent() ? devices(wanted.get(), found.get(), known, same, other) : other;
    }

    /** The same part of the same file system, wherever else that is mounted. */
    private Plan bound(MountPoint.Mounted mounted, Knowledge known, Plan same, Plan other) {
        if (!(mounted.device() instanceof Foreseen.Exactly<String>(String device)
                && mounted.root() instanceof Foreseen.Exactly<String>(String root))) {
            return new Plan.Undetermined("what is mounted is known after the run");
        }
        return Plan.on(
                known.of(SeenPart.at(Paths.clean(name))),
                part -> part.equals(new SeenPart(true, device, root)) ? same : other);
    }

    /** What is seen once it is mounted, as far as its name tells how the kernel calls it. */
    MountPoint after(String fstype) {
        Foreseen<String> later = new Foreseen.Later<>("what is mounted is known after the run");
        boolean kernels = !binds
                && device(name).isEmpty()
                && !name.startsWith("/")
                && trimmed(name).equals(name);
        return new MountPoint.Mounted(
                kernels ? new Foreseen.Exactly<>(name) : later,
                kernels ? new Foreseen.Exactly<>("/") : later,
                kernels && fstype.equals("tmpfs") ? new Foreseen.Exactly<>(fstype) : later,
                later);
    }

    private static Plan devices(String wanted, String found, Knowledge known, Plan same, Plan other) {
        List<String> ends = new ArrayList<>();
        for (String device : List.of(wanted, found)) {
            switch (ResolvedPath.follow(device, known)) {
                case ResolvedPath.Ask(var next) -> {
                    return new Plan.Needs(List.of(next));
                }
                case ResolvedPath.Unknown(String why) -> {
                    return new Plan.Undetermined(why);
                }
                case ResolvedPath.Refused(String why) -> {
                    return new Plan.Rejected(why);
                }
                case ResolvedPath.At(String at, var state) -> ends.add(direct(at));
            }
        }
        return ends.getFirst().equals(ends.getLast()) ? same : other;
    }

    /** Without the {@code ..} of udev's links, which lead from directories that are no links. */
    private static String direct(String path) {
        String shorter = path.replaceFirst("/(?!\\.\\./)[^/]+/\\.\\.(?=/|$)", "");
        return shorter.equals(path) ? path : direct(shorter);
    }

    private static Optional<String> device(String name) {
        return name.startsWith("/dev/")
                ? Optional.of(Paths.clean(name))
                : TAGS.entrySet().stream()
                        .filter(tag -> name.startsWith(tag.getKey()))
                        .map(tag -> tag.getValue()
                                + name.substring(tag.getKey().length()).replace("\"", ""))
                        .findFirst();
    }

    private static String trimmed(String source) {
        return source.length() > 1 && source.endsWith("/") ? source.substring(0, source.length() - 1) : source;
    }
}
