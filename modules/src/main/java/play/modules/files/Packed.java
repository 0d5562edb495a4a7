package play.modules.files;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import play.host.FileState;
import play.host.HostState;
import play.host.Mode;
import play.value.Foreseen;

/** What is packed, or is to be, as far as it counts: names, kinds, modes, contents, and where links lead. */
sealed interface Packed extends HostState {
    /** There is no archive, or nothing at a source. */
    record Missing() implements Packed {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** A dry run foresees that something changes, so that nobody can tell what will be there. */
    record Foretold() implements Packed {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** There is a file, but no archive of the format. */
    record Broken() implements Packed {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * How everything looks, by its path.
     *
     * @param looks {@code file 0644 DIGEST}, {@code directory 0755}, {@code link TARGET}, or the kind of another thing
     */
    record Things(SortedMap<String, String> looks) implements Packed {
        public Things {
            looks = Collections.unmodifiableSortedMap(new TreeMap<>(looks));
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /** @param name what a path is called here, which may be nothing */
    static Things of(Archive.Members members, Function<String, String> name) {
        SortedMap<String, String> looks = new TreeMap<>();
        members.all().forEach(member -> looks.put(name.apply(member.path()), look(member.state())));
        return new Things(looks);
    }

    private static String look(FileState state) {
        return switch (state) {
            case FileState.Regular(var attributes, var sha256, var size) ->
                "file " + mode(attributes) + " " + sha256.orUnknown();
            case FileState.Directory(var attributes) -> "directory " + mode(attributes);
            case FileState.Symlink(String target) -> "link " + target;
            case FileState.Special(String kind) -> kind;
            case FileState.Absent absent -> "";
        };
    }

    private static String mode(FileState.Attributes attributes) {
        return attributes.mode() instanceof Foreseen.Exactly<Mode>(Mode mode) ? mode.toString() : "";
    }

    /** The digest of a file that looks so. */
    static String digest(String look) {
        return look.substring(look.lastIndexOf(' ') + 1);
    }
}
