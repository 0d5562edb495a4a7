package play.modules.packages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.host.Effect;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Mode;
import play.host.Reach;
import play.modules.services.UnitName;
import play.value.Bytes;
import play.value.Foreseen;

/** The files that packages bring, and where their scripts may make others. */
final class ArrivingFiles {
    static final String LATER = "the package brings it";

    private static final FileState.Attributes UNTOLD = new FileState.Attributes(
            new Foreseen.Later<>(LATER), new Foreseen.Later<>(LATER), new Foreseen.Later<>(LATER));

    /** Folders of the root that are links into {@code /usr} on most hosts. */
    private static final Pattern MERGED = Pattern.compile("(/usr)?(/(?:bin|lib|lib32|lib64|libx32|sbin)/.*)");

    private static final Pattern PROGRAM = Pattern.compile("(?:/usr)?/s?bin/([A-Za-z0-9_.+-]+)|/usr/games/([^/]+)");
    private static final Pattern UNIT = Pattern.compile("(?:/usr)?/lib/systemd/system/(" + UnitName.PATTERN + ")");
    private static final Pattern INIT_SCRIPT = Pattern.compile("/etc/init\\.d/([A-Za-z0-9_.-]+)");

    /** Of a package's own, to be filled by its scripts; administrators fill those that end in {@code .d}. */
    private static final Pattern OWN_SETTINGS = Pattern.compile("/etc/[^/]+(?<!\\.d)");

    private static final Pattern DATA = Pattern.compile("/(var|run)/[^/]+/.+");

    private final Set<String> paths = new HashSet<>();
    private final List<Effect.Sets<?>> brought = new ArrayList<>();
    private final Map<String, String> programs = new TreeMap<>();
    private final Set<String> units = new TreeSet<>();
    private final Set<String> trees = new TreeSet<>();

    ArrivingFiles(Archives archives, MaintainerScripts scripts) {
        Set<String> filled = new HashSet<>();
        archives.items().forEach(item -> filled.add(parent(item.path())));
        for (Archives.Item item : archives.items()) {
            take(item, archives.settings());
            boolean made = OWN_SETTINGS.matcher(item.path()).matches() && !filled.contains(item.path());
            if (item.isDirectory() && (made || DATA.matcher(item.path()).matches())) {
                trees.add(item.path());
            }
        }
        scripts.folders().stream().filter(paths::add).forEach(folder -> {
            bring(folder, new FileState.Directory(UNTOLD));
        });
        archives.items()
                .forEach(item -> scripts.copies().forEach((path, from) -> {
                    if (from.equals(item.path())) {
                        copy(item, path, archives.settings());
                    }
                }));
        scripts.links().forEach((path, target) -> bring(path, new FileState.Symlink(target)));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    private void take(Archives.Item item, Map<String, Bytes> settings) {
        String path = item.path().replaceFirst(" -> .*", "");
        Optional<FileState> state = state(item, settings);
        for (String one : spellings(path)) {
            paths.add(one);
            state.ifPresent(after -> bring(one, after));
            if (settings.containsKey(path)) {
                brought.add(new Effect.Sets<>(FileTexts.at(one), new FileText.Held(settings.get(path))));
            }
        }
        Matcher program = PROGRAM.matcher(path);
        if (program.matches() && !item.isDirectory()) {
            programs.put(path.substring(path.lastIndexOf('/') + 1), path);
        }
        Stream.of(UNIT, INIT_SCRIPT)
                .map(pattern -> pattern.matcher(path))
                .filter(Matcher::matches)
                .filter(unit -> !item.isDirectory())
                .forEach(unit -> units.add(UnitName.full(unit.group(1))));
    }

    private void copy(Archives.Item item, String path, Map<String, Bytes> settings) {
        state(item, settings).ifPresent(state -> bring(path, state));
        if (settings.containsKey(item.path())) {
            brought.add(new Effect.Sets<>(FileTexts.at(path), new FileText.Held(settings.get(item.path()))));
        }
    }

    private void bring(String path, FileState state) {
        brought.add(new Effect.Sets<>(Files.at(path), state));
    }

    /** Both ways to a file in a folder that is a link into {@code /usr}. */
    private static List<String> spellings(String path) {
        Matcher merged = MERGED.matcher(path);
        return merged.matches() ? List.of(merged.group(2), "/usr" + merged.group(2)) : List.of(path);
    }

    /** Hard links have no size of their own, and what they are linked to is beside them. */
    private static Optional<FileState> state(Archives.Item item, Map<String, Bytes> settings) {
        return switch (item.mode().charAt(0)) {
            case 'd' -> Optional.of(new FileState.Directory(attributes(item)));
            case 'l' ->
                Optional.of(
                        new FileState.Symlink(item.path().substring(item.path().indexOf(" -> ") + 4)));
            case '-' -> {
                Bytes text = settings.get(item.path());
                yield Optional.of(new FileState.Regular(
                        attributes(item),
                        text == null ? new Foreseen.Later<>(LATER) : new Foreseen.Exactly<>(text.sha256()),
                        new Foreseen.Exactly<>(item.size())));
            }
            default -> Optional.empty();
        };
    }

    private static FileState.Attributes attributes(Archives.Item item) {
        int slash = item.owner().indexOf('/');
        return slash < 0
                ? UNTOLD
                : FileState.Attributes.of(
                        item.owner().substring(0, slash), item.owner().substring(slash + 1), mode(item.mode()));
    }

    /** @param shown {@code -rwsr-xr-t}, ten characters */
    private static Mode mode(String shown) {
        int bits = 0;
        for (int i = 1; i < 10; i++) {
            char bit = shown.charAt(i);
            bits = bits << 1 | (Character.isLowerCase(bit) ? 1 : 0);
        }
        for (int at = 3; at < 10; at += 3) {
            bits |= "sStT".indexOf(shown.charAt(at)) >= 0 ? 010000 >> (at / 3) : 0;
        }
        return new Mode(bits);
    }

    /** All paths of archives, and folders that scripts make. */
    Set<String> paths() {
        return paths;
    }

    List<Effect.Sets<?>> brought() {
        return brought;
    }

    /** Paths of programs by their names. */
    Map<String, String> programs() {
        return programs;
    }

    /** Full names of units. */
    Set<String> units() {
        return units;
    }

    /** Folders in which scripts, programs and services may make anything. */
    Reach trees() {
        return Reach.of(PackageReach.EVERY_SCRIPT, Reach.files(trees.toArray(String[]::new)));
    }
}
