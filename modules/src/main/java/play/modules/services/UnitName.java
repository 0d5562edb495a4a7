package play.modules.services;

import java.util.Set;

/** Names of units. */
public final class UnitName {
    /** A pattern for parameters that take the name of a unit. */
    public static final String PATTERN = "[A-Za-z0-9:_.\\\\@-]+";

    /** What to tell the user where {@link #PATTERN} does not match. */
    public static final String EXPECTED = "the name of a unit, such as sshd or var-lib-etcd.mount";

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

    /** The template of an instance: {@code getty@.service} of {@code getty@tty1.service}. */
    static String templateOf(String instance) {
        return instance.substring(0, instance.indexOf('@') + 1) + "." + type(instance);
    }
}
