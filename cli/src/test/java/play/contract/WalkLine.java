package play.contract;

import java.util.List;
import play.host.Files;
import play.host.StateKey;
import play.modules.packages.Packages;
import play.modules.services.Units;
import play.modules.system.Sysctls;
import play.modules.users.Groups;
import play.modules.users.Users;

/** A line of {@code lab walk}: the kind of a thing, its name, and what it looks like, parted by tabs. */
final class WalkLine {
    private WalkLine() {}

    static ModuleContract.Thing thing(String line) {
        List<String> fields = List.of(line.split("\t", 3));
        return new ModuleContract.Thing(key(fields.get(0), name(fields.get(1))), line);
    }

    private static StateKey<?> key(String kind, String name) {
        return switch (kind) {
            case "file" -> Files.at(name);
            case "user" -> Users.at(name);
            case "group" -> Groups.at(name);
            case "package" -> Packages.at(name);
            case "unit" -> Units.at(name);
            case "sysctl" -> Sysctls.at(name);
            default -> throw new IllegalArgumentException("a walk tells of no " + kind);
        };
    }

    /** Without the backslashes that keep a line one line. */
    private static String name(String field) {
        return field.replace("\\\\", "\0")
                .replace("\\t", "\t")
                .replace("\\n", "\n")
                .replace("\0", "\\");
    }
}
