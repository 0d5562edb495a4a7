package play.modules.services;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which manager of units is meant: systemd runs one for the host, and one for each user who is logged in or lingers.
 */
public sealed interface Manager {
    Manager SYSTEM = new OfSystem();
    Manager GLOBAL = new OfAllUsers();

    /** The system's, which needs the rights of root. */
    record OfSystem() implements Manager {}

    /**
     * That of the user who runs the task's programs.
     *
     * @param home where the user's own units are
     */
    record OfUser(String home) implements Manager {}

    /** Those of all users, at their next start; only files of theirs can be enabled and masked. */
    record OfAllUsers() implements Manager {}

    /** Unique among the managers of a host, as keys of states have it. */
    default String id() {
        return switch (this) {
            case OfSystem system -> "system";
            case OfUser(String home) -> "user " + home;
            case OfAllUsers all -> "global";
        };
    }

    /** Where its units may stand, the administrator's own first. */
    default List<String> folders() {
        return switch (this) {
            case OfSystem system ->
                List.of(
                        "/etc/systemd/system",
                        "/run/systemd/system",
                        "/usr/local/lib/systemd/system",
                        "/usr/lib/systemd/system",
                        "/lib/systemd/system");
            case OfUser(String home) ->
                Stream.concat(
                                Stream.of(home + "/.config/systemd/user", home + "/.local/share/systemd/user"),
                                new OfAllUsers().folders().stream())
                        .toList();
            case OfAllUsers all ->
                List.of(
                        "/etc/systemd/user",
                        "/run/systemd/user",
                        "/usr/local/lib/systemd/user",
                        "/usr/lib/systemd/user",
                        "/lib/systemd/user");
        };
    }

    /** Where a unit of the administrator's, or of the user's, stands. */
    default String ownFolder() {
        return folders().getFirst();
    }

    /** Files and folders that it makes units of. */
    default List<String> sources() {
        return this instanceof OfSystem
                ? Stream.concat(
                                Stream.of("/etc/fstab", "/etc/crypttab", "/etc/systemd/system.control"),
                                folders().stream())
                        .toList()
                : folders();
    }

    /** Its settings: files, and folders of additions to them. */
    default List<String> settings() {
        String name = this instanceof OfSystem ? "system.conf" : "user.conf";
        List<String> folders = new ArrayList<>(
                List.of("/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd"));
        if (this instanceof OfUser(String home)) {
            folders.addFirst(home + "/.config/systemd");
        }
        return folders.stream()
                .flatMap(folder -> Stream.of(folder + "/" + name, folder + "/" + name + ".d"))
                .toList();
    }

    /** Shell that prints the number of its process. */
    default String process() {
        return this instanceof OfSystem
                ? "echo 1"
                : "command systemctl show -p MainPID --value -- \"user@$(id -u).service\"";
    }

    /** The files that a unit may be read from: its own and, for an instance, those of its template. */
    default List<String> files(String unit) {
        List<String> files = new ArrayList<>();
        for (String folder : folders()) {
            files.add(folder + "/" + unit);
            if (UnitName.isInstance(unit)) {
                files.add(folder + "/" + UnitName.templateOf(unit));
            }
        }
        return files;
    }

    /** Where a unit's files and additions to them may stand: files as {@link #files} has them, and folders. */
    default List<String> places(String unit) {
        List<String> places = new ArrayList<>(files(unit));
        files(unit).forEach(file -> places.add(file + ".d"));
        return places;
    }

    /** The folder of one's own additions to a unit. */
    default String additions(String unit) {
        return ownFolder() + "/" + unit + ".d";
    }

    /** Whether it can be asked and told something: those of all users cannot, only their files can. */
    default boolean runs() {
        return !(this instanceof OfAllUsers);
    }

    /** What is to be done where it does not answer, for the user. */
    default String remedy() {
        return this instanceof OfUser
                ? "a user's manager runs while the user is logged in, and always after 'loginctl enable-linger USER'"
                : "is systemd the host's init?";
    }

    /** What systemd's programs are told so that they mean it. */
    default String option() {
        return switch (this) {
            case OfSystem system -> "--system";
            case OfUser user -> "--user";
            case OfAllUsers all -> "--global";
        };
    }

    /**
     * Shell that has systemctl and journalctl ask this manager. What sudo or su began has not been told where the
     * user's manager listens.
     */
    default String shell() {
        return switch (this) {
            case OfSystem system -> "";
            case OfUser user -> """
                export XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-/run/user/$(id -u)}"
                systemctl() { command systemctl --user "$@"; }
                journalctl() { command journalctl --user "$@"; }
                """;
            case OfAllUsers all -> "systemctl() { command systemctl --global \"$@\"; }\n";
        };
    }
}
