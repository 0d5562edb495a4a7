package play.host;

import java.util.Optional;
import play.value.Foreseen;

/** What stands at a path. */
public sealed interface FileState extends HostState {
    FileState ABSENT = new Absent();

    /** The digest of a file whose content nobody asked for. */
    Foreseen<String> UNREAD = new Foreseen.Later<>("its content was not read");

    /** Owner, group and permission bits. */
    record Attributes(Foreseen<String> owner, Foreseen<String> group, Foreseen<Mode> mode) {
        public static Attributes of(String owner, String group, Mode mode) {
            return new Attributes(
                    new Foreseen.Exactly<>(owner), new Foreseen.Exactly<>(group), new Foreseen.Exactly<>(mode));
        }
    }

    record Absent() implements FileState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * A regular file.
     *
     * @param sha256 64 lower-case hex digits, or {@link #UNREAD}
     * @param size in bytes
     */
    record Regular(Attributes attributes, Foreseen<String> sha256, Foreseen<Long> size) implements FileState {}

    record Directory(Attributes attributes) implements FileState {}

    record Symlink(String target) implements FileState {}

    /** A device, socket or pipe. */
    record Special(String kind) implements FileState {}

    @Override
    default boolean present() {
        return true;
    }

    /** Owner, group and mode, of what has them. */
    default Optional<Attributes> attributesIfAny() {
        return switch (this) {
            case Regular regular -> Optional.of(regular.attributes());
            case Directory directory -> Optional.of(directory.attributes());
            case Absent absent -> Optional.empty();
            case Symlink symlink -> Optional.empty();
            case Special special -> Optional.empty();
        };
    }

    /** As a user would call it: {@code a directory}, {@code nothing}. */
    default String described() {
        return switch (this) {
            case Absent absent -> "nothing";
            case Regular regular -> "a file";
            case Directory directory -> "a directory";
            case Symlink symlink -> "a symbolic link to " + symlink.target();
            case Special special -> "a " + special.kind();
        };
    }
}
