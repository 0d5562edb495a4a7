package play.modules.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Fields;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.Parts;
import play.host.Shape;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * What is listed of an unpacked archive, in parts: {@code stat}, names, an empty part and a text with a line for each
 * name; {@code link}, a name and its target; {@code sums}, as {@code stat}.
 */
final class ArchiveListing {
    private static final Shape STAT = Shape.of(" ", "mode size modified");
    private static final Shape LINK = Shape.ofParts("name target");
    private static final Shape SUM = Shape.of(" ", "sha256 name");

    private final Map<String, String> stats = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, String> sums = new HashMap<>();

    private final String prefix;

    private ArchiveListing(String prefix) {
        this.prefix = prefix;
    }

    /** @param prefix what every name begins with, which is no part of it */
    static Archive.Members members(Parts parts, String prefix) throws UnknownStateException {
        ArchiveListing listing = new ArchiveListing(prefix);
        while (parts.hasNext()) {
            switch (parts.next("stat, link or sums")) {
                case "stat" -> lines(parts, listing.stats);
                case "link" -> {
                    Fields link = parts.next(LINK);
                    listing.links.put(link.text("name"), link.text("target"));
                }
                case "sums" -> lines(parts, listing.sums);
                case String other -> throw UnknownStateException.expected("stat, link or sums", other);
            }
        }
        return listing.members();
    }

    /** Names and as many lines of the same order. */
    private static void lines(Parts parts, Map<String, String> to) throws UnknownStateException {
        List<String> names = parts.list("names of files");
        String text = parts.next("a line for each file");
        List<String> lines = text.lines().toList();
        if (names.size() != lines.size()) {
            throw UnknownStateException.expected(names.size() + " lines, one for each file", text);
        }
        for (int i = 0; i < names.size(); i++) {
            to.put(names.get(i), lines.get(i));
        }
    }

    private Archive.Members members() throws UnknownStateException {
        List<Archive.Member> members = new ArrayList<>();
        for (Map.Entry<String, String> stat : stats.entrySet()) {
            String name = stat.getKey();
            if (!name.startsWith(prefix)) {
                throw UnknownStateException.expected("a path below " + prefix, name);
            }
            Fields fields = STAT.read(stat.getValue());
            members.add(new Archive.Member(
                    name.substring(prefix.length()), state(name, fields), fields.number("modified")));
        }
        members.sort(Comparator.comparing(Archive.Member::path));
        return new Archive.Members(members);
    }

    private FileState state(String name, Fields stat) throws UnknownStateException {
        int raw = (int) stat.number("mode", 16);
        Foreseen<String> whoever = new Foreseen.Later<>("files of an archive belong to who unpacks it");
        Attributes attributes = new Attributes(whoever, whoever, new Foreseen.Exactly<>(new Mode(raw & 07777)));
        return switch (raw & 0170000) {
            case 0040000 -> new FileState.Directory(attributes);
            case 0120000 -> new FileState.Symlink(told(links, name));
            case 0100000 ->
                new FileState.Regular(
                        attributes,
                        new Foreseen.Exactly<>(SUM.read(told(sums, name)).text("sha256")),
                        new Foreseen.Exactly<>(stat.number("size")));
            default -> new FileState.Special("device, pipe or socket");
        };
    }

    private static String told(Map<String, String> more, String name) throws UnknownStateException {
        String told = more.get(name);
        if (told == null) {
            throw UnknownStateException.expected("the target or digest of " + name, "");
        }
        return told;
    }
}
