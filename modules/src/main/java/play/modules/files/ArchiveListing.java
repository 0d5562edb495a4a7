package play.modules.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.value.Foreseen;

/**
 * What is listed of an unpacked archive, in fields ended by NUL: {@code stat}, names, an empty field and a text with a
 * line for each name; {@code link}, a name and its target; {@code sums}, as {@code stat}.
 */
final class ArchiveListing {
    private final Map<String, String> stats = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, String> sums = new HashMap<>();

    private ArchiveListing() {}

    /** The members; none where the listing is not whole. */
    static Optional<Archive.Members> members(NulFields fields) {
        ArchiveListing listing = new ArchiveListing();
        for (Optional<String> kind = fields.next(); kind.isPresent(); kind = fields.next()) {
            boolean read = switch (kind.get()) {
                case "stat" -> lines(fields, "[0-9a-f]{1,8} [0-9]{1,18}", listing.stats);
                case "link" -> link(fields, listing.links);
                case "sums" -> lines(fields, "[0-9a-f]{64} .*", listing.sums);
                default -> false;
            };
            if (!read) {
                return Optional.empty();
            }
        }
        return listing.members();
    }

    private static boolean link(NulFields fields, Map<String, String> links) {
        Optional<String> name = fields.next();
        Optional<String> target = fields.next();
        name.ifPresent(known -> target.ifPresent(leadsTo -> links.put(known, leadsTo)));
        return target.isPresent();
    }

    /** Names and as many lines of the same order. */
    private static boolean lines(NulFields fields, String pattern, Map<String, String> to) {
        List<String> names = fields.list().orElse(List.of());
        List<String> lines = fields.next().orElse("").lines().toList();
        if (names.size() != lines.size() || !lines.stream().allMatch(line -> line.matches(pattern))) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            to.put(names.get(i), lines.get(i));
        }
        return true;
    }

    private Optional<Archive.Members> members() {
        List<Archive.Member> members = new ArrayList<>();
        for (Map.Entry<String, String> stat : stats.entrySet()) {
            String name = stat.getKey();
            Optional<FileState> state = state(name, stat.getValue().split(" "));
            if (state.isEmpty() || !name.startsWith("./")) {
                return Optional.empty();
            }
            members.add(new Archive.Member(name.substring(2), state.get()));
        }
        members.sort(Comparator.comparing(Archive.Member::path));
        return Optional.of(new Archive.Members(members));
    }

    private Optional<FileState> state(String name, String[] stat) {
        int raw = Integer.parseUnsignedInt(stat[0], 16);
        Foreseen<String> whoever = new Foreseen.Later<>("files of an archive belong to who unpacks it");
        Attributes attributes = new Attributes(whoever, whoever, new Foreseen.Exactly<>(new Mode(raw & 07777)));
        return switch (raw & 0170000) {
            case 0040000 -> Optional.of(new FileState.Directory(attributes));
            case 0120000 -> Optional.ofNullable(links.get(name)).map(FileState.Symlink::new);
            case 0100000 -> Optional.ofNullable(sums.get(name)).map(sum -> file(attributes, sum, stat[1]));
            default -> Optional.of(new FileState.Special("device, pipe or socket"));
        };
    }

    private static FileState file(Attributes attributes, String sum, String size) {
        return new FileState.Regular(
                attributes, new Foreseen.Exactly<>(sum.substring(0, 64)), new Foreseen.Exactly<>(Long.parseLong(size)));
    }
}
