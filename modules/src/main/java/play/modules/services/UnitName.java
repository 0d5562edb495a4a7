package play.modules.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names of units. */
public final class UnitName {
    /** A pattern for parameters that take the name of a unit. */
    public static final String PATTERN = "[A-Za-z0-9:_.\\\\@-]+";

    /** What to tell the user where {@link #PATTERN} does not match. */
    public static final String EXPECTED = "the name of a unit, such as sshd or var-lib-etcd.mount";

    /** Where a unit of the administrator stands. */
    static final String OWN_FOLDER = "/etc/systemd/system";

    private static final List<String> FOLDERS = List.of(
            OWN_FOLDER,
            "/run/systemd/system",
            "/usr/local/lib/systemd/system",
            "/usr/lib/systemd/system",
            "/lib/systemd/system");

    private static final Set<String> TYPES = Set.of(
            "service", "socket", "device", "mount", "automount", "swap", "target", "path", "timer", "slice", "scope");

    private UnitName() {}

    /** With its type: {@code sshd} is {@code sshd.service}. */
    public static String full(String name) {
        return TYPES.contains(type(name)) ? name : name + ".service";
    }

    /** What follows the last dot. */
    static String type(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether it is a template, {@code getty@.service}, of which nothing can run. */
    static boolean isTemplate(String full) {
        return full.contains("@.");
    }

    /** Whether it is an instance of a template, {@code getty@tty1.service}. */
    public static boolean isInstance(String name) {
        return name.contains("@") && !isTemplate(full(name));
    }

    /** The files a unit may be read from: its own and, for an instance, those of its template. */
    static List<String> files(String full) {
        List<String> files = new ArrayList<>();
        for (String folder : FOLDERS) {
            files.add(folder + "/" + full);
            if (isInstance(full)) {
                files.add(folder + "/" + full.substring(0, full.indexOf('@') + 1) + "." + type(full));
            }
        }
        return files;
    }

    /** Where its files and additions to them may stand: files as {@link #files} has them, and folders. */
    static List<String> places(String full) {
        List<String> places = new ArrayList<>(files(full));
        files(full).forEach(file -> places.add(file + ".d"));
        return places;
    }

    /** The folder of the administrator's additions to it. */
    static String additions(String full) {
        return OWN_FOLDER + "/" + full + ".d";
    }
}
