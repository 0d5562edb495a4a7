package play.modules.storage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.files.Paths;
import play.host.MountNames;

/**
 * A line of {@code /etc/fstab}.
 *
 * @param source what is mounted: {@code /dev/vdb1}, {@code UUID=…}, {@code server:/srv}
 * @param path where; {@code none} or {@code swap} for swap space
 * @param dump whether dump(8) backs it up, a number
 * @param passno when fsck(8) checks it at boot, a number
 */
record FstabEntry(String source, String path, String fstype, String opts, String dump, String passno) {
    private static final int FIELDS_NEEDED = 4;
    private static final int FIELDS = 6;

    /** What a line says; nothing where it is a comment, or none that mount(8) would take. */
    static Optional<FstabEntry> read(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        List<String> fields =
                Stream.of(text.split("\\s+")).map(MountNames::read).toList();
        if (fields.size() < FIELDS_NEEDED || fields.size() > FIELDS) {
            return Optional.empty();
        }
        return Optional.of(new FstabEntry(
                fields.get(0), fields.get(1), fields.get(2), fields.get(3), number(fields, 4), number(fields, 5)));
    }

    private static String number(List<String> fields, int index) {
        return fields.size() > index ? fields.get(index) : "0";
    }

    private boolean isSwap() {
        return fstype.equals("swap");
    }

    /** Whether it says the same; slashes at the end of a path say nothing. */
    boolean means(FstabEntry other) {
        return new FstabEntry(source, other.path, fstype, opts, dump, passno).equals(other)
                && Paths.clean(path).equals(Paths.clean(other.path));
    }

    String line() {
        return Stream.of(source, path, fstype, opts, dump, passno)
                .map(MountNames::written)
                .reduce((left, right) -> left + " " + right)
                .orElseThrow();
    }

    /**
     * Whether it is about the same thing: what is mounted at a path, or a swap space, which has no path of its own.
     *
     * @param source empty where the task names none
     */
    boolean isAbout(String where, Optional<String> source) {
        return Paths.clean(path).equals(Paths.clean(where))
                && (!isSwap() || source.isEmpty() || source.get().equals(this.source));
    }
}
