package play.modules.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Files;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.value.Foreseen;

/** States of a manager's units, any number of them in one {@code systemctl show}. */
public record Units(Manager manager) implements StateFamily<UnitState> {
    private static final String PROPERTIES = "Id,LoadState,LoadError,ActiveState,SubState,UnitFileState,"
            + "NeedDaemonReload,Type,RemainAfterExit,SourcePath";

    /** The state of a unit of the system's manager under its full name. */
    public static StateKey<UnitState> at(String name) {
        return at(Manager.SYSTEM, name);
    }

    static StateKey<UnitState> at(Manager manager, String name) {
        return new Units(manager).key(UnitName.full(name));
    }

    @Override
    public String name() {
        return "unit";
    }

    @Override
    public Class<UnitState> type() {
        return UnitState.class;
    }

    @Override
    public Place under() {
        List<String> folders = new ArrayList<>(List.of("/etc", "/run", "/usr", "/lib"));
        if (manager instanceof Manager.OfUser) {
            folders.addAll(manager.folders());
            folders.add("/var/lib/systemd/linger");
        }
        return new Place.Folders(folders);
    }

    /** That systemd has read all files is foreseen where it is made to, and nowhere else. */
    @Override
    public Optional<UnitState> afterChangeOf(StateKey<?> other, String id, UnitState foreseen) {
        boolean own = other.family() instanceof Files
                && (manager.files(id).contains(other.id()) || other.id().startsWith(manager.additions(id) + "/"));
        boolean read = other.equals(UnitFiles.of(manager));
        return (own || read) && foreseen instanceof UnitState.Loaded(var active, var enablement, var type, var before)
                ? Optional.of(new UnitState.Loaded(active, enablement, type, own))
                : Optional.empty();
    }

    /** Who brings a template brings its instances. */
    @Override
    public List<String> names(String id) {
        return UnitName.isInstance(id) ? List.of(id, UnitName.templateOf(id)) : List.of(id);
    }

    /** Templates have no properties: they are looked up among the files, one block each, after all others. */
    @Override
    public Script read(List<StateKey<UnitState>> keys) {
        if (!manager.runs()) {
            return readOfFiles(keys);
        }
        List<String> units = names(keys, false);
        StringBuilder script = new StringBuilder("export LC_ALL=C\n").append(manager.shell());
        if (!units.isEmpty()) {
            script.append("systemctl show --no-pager -p ")
                    .append(PROPERTIES)
                    .append(" -- ")
                    .append(ShellWords.join(units))
                    .append('\n');
        }
        for (String template : names(keys, true)) {
            String word = ShellWords.quote(template);
            script.append("printf '\\nTemplate=%s\\n' ")
                    .append(word)
                    .append("; systemctl list-unit-files --no-pager --no-legend -- ")
                    .append(word)
                    .append(" | { read -r name state rest && echo \"UnitFileState=$state\"; }\n");
        }
        units.stream().filter(unit -> unit.endsWith(".service")).forEach(unit -> script.append(ofInitScript(unit)));
        if (!units.isEmpty()) {
            script.append(newer(units));
        }
        return Script.of(script.append("exit 0\n").toString());
    }

    /** What is known of units that no manager has: whether they are enabled. */
    private Script readOfFiles(List<StateKey<UnitState>> keys) {
        StringBuilder script = new StringBuilder("export LC_ALL=C\n").append(manager.shell());
        for (StateKey<UnitState> key : keys) {
            String word = ShellWords.quote(key.id());
            script.append("printf '\nUnit=%s\n' ")
                    .append(word)
                    .append("; state=$(systemctl is-enabled -- ")
                    .append(word)
                    .append(" 2>/dev/null); case $state in ''|not-found) ;;")
                    .append(" *) echo \"UnitFileState=$state\" ;; esac\n");
        }
        return Script.of(script.append("exit 0\n").toString());
    }

    /**
     * Of a unit that systemd made of an init script it says only "generated"; whether it starts at boot stands
     * elsewhere.
     */
    private static String ofInitScript(String unit) {
        String path = ShellWords.quote("/etc/init.d/" + unit.substring(0, unit.length() - ".service".length()));
        String word = ShellWords.quote(unit);
        return "if [ -e " + path + " ]; then echo; echo InitScript=" + word
                + "; echo \"Enabled=$(systemctl is-enabled -- " + word + " 2>/dev/null)\"; fi\n";
    }

    /**
     * Of a unit that is loaded systemd only looks at the files that it was made of: for it, NeedDaemonReload is no
     * where the first addition comes, in a folder that is new, or a file of the administrator's in place of a
     * package's.
     */
    private String newer(List<String> units) {
        List<String> places = units.stream()
                .flatMap(unit -> manager.places(unit).stream())
                .distinct()
                .toList();
        return UnitFiles.SEEN + "if [ -n \"$seen\" ]; then find -H " + ShellWords.join(places)
                + " '(' -type f -o -type d ')' -newerct \"$seen\" -print 2>/dev/null |"
                + " while read -r path; do printf '\\nNewer=%s\\n' \"$path\"; done; fi\n";
    }

    private boolean isNewer(String unit, List<String> newer) {
        List<String> places = manager.places(unit);
        return newer.stream().anyMatch(path -> places.stream().anyMatch(place -> Place.isWithin(path, place)));
    }

    private static List<String> names(List<StateKey<UnitState>> keys, boolean templates) {
        return keys.stream()
                .map(StateKey::id)
                .filter(name -> UnitName.isTemplate(name) == templates)
                .distinct()
                .toList();
    }

    @Override
    public Told<UnitState> told(List<StateKey<UnitState>> keys, ScriptResult result) {
        List<Map<String, String>> blocks = blocks(result.out());
        Map<String, UnitState> found = new HashMap<>();
        blocks.stream()
                .filter(block -> block.containsKey("Template"))
                .forEach(block -> found.put(block.get("Template"), ofFile(block, "template")));
        blocks.stream()
                .filter(block -> block.containsKey("Unit"))
                .forEach(block -> found.put(block.get("Unit"), ofFile(block, UnitName.type(block.get("Unit")))));
        Map<String, String> boots = new HashMap<>();
        blocks.stream()
                .filter(block -> block.containsKey("InitScript"))
                .forEach(block -> boots.put(block.getOrDefault("InitScript", ""), block.getOrDefault("Enabled", "")));
        List<String> newer = blocks.stream()
                .filter(block -> block.containsKey("Newer"))
                .map(block -> block.getOrDefault("Newer", ""))
                .toList();
        List<Map<String, String>> units =
                blocks.stream().filter(block -> block.containsKey("LoadState")).toList();
        List<String> asked = names(keys, false);
        // One block for each name, in their order; an alias is shown under the unit's own name.
        for (int i = 0; i < asked.size() && units.size() == asked.size(); i++) {
            UnitState state = unit(units.get(i), boots.getOrDefault(asked.get(i), ""));
            found.put(asked.get(i), isNewer(asked.get(i), newer) ? unread(state) : state);
        }
        return (index, name) -> {
            UnitState state = found.get(name);
            if (state == null) {
                throw result.unknown("systemd does not tell of " + name + " (" + manager.remedy() + ")");
            }
            return state;
        };
    }

    private static List<Map<String, String>> blocks(String out) {
        List<Map<String, String>> blocks = new ArrayList<>();
        Map<String, String> block = new HashMap<>();
        for (String line : (out + "\n\n").lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                block.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (!block.isEmpty()) {
                blocks.add(block);
                block = new HashMap<>();
            }
        }
        return blocks;
    }

    /** A unit of which only the file is there. */
    private static UnitState ofFile(Map<String, String> block, String type) {
        String enablement = block.get("UnitFileState");
        return enablement == null
                ? UnitState.MISSING
                : new UnitState.Loaded(exactly("inactive"), exactly(enablement), exactly(type), false);
    }

    /**
     * @param boots whether an init script of its name starts at boot: {@code enabled}, {@code disabled} or something
     *     else
     */
    private static UnitState unit(Map<String, String> block, String boots) {
        String load = block.getOrDefault("LoadState", "");
        return switch (load) {
            case "not-found" -> UnitState.MISSING;
            case "loaded", "masked", "merged", "stub" ->
                new UnitState.Loaded(
                        exactly(active(block)),
                        exactly(load.equals("masked") ? "masked" : enablement(block, boots)),
                        exactly(type(block)),
                        block.getOrDefault("NeedDaemonReload", "").equals("yes"));
            default -> new UnitState.Unusable(load + ": " + block.getOrDefault("LoadError", ""));
        };
    }

    private static UnitState unread(UnitState state) {
        return state instanceof UnitState.Loaded(var active, var enablement, var type, var outdated)
                ? new UnitState.Loaded(active, enablement, type, true)
                : state;
    }

    private static String enablement(Map<String, String> block, String boots) {
        boolean ofInitScript = block.getOrDefault("UnitFileState", "").equals("generated")
                && block.getOrDefault("SourcePath", "").matches("/etc/(rc\\.d/)?init\\.d/.*")
                && boots.matches("enabled|disabled");
        return ofInitScript ? boots : block.getOrDefault("UnitFileState", "");
    }

    private static Foreseen<String> exactly(String value) {
        return new Foreseen.Exactly<>(value);
    }

    private static String active(Map<String, String> block) {
        if (block.getOrDefault("SubState", "").startsWith("auto-restart")) {
            return "restarting";
        }
        return switch (block.getOrDefault("ActiveState", "")) {
            case "active", "activating", "reloading", "refreshing" -> "active";
            case "failed" -> "failed";
            default -> "inactive";
        };
    }

    private static String type(Map<String, String> block) {
        String type = block.getOrDefault("Type", "");
        String kind = UnitName.type(block.getOrDefault("Id", ""));
        // The Type of a mount is that of its filesystem.
        if (type.isEmpty() || !kind.equals("service")) {
            return kind;
        }
        return type.equals("oneshot")
                        && block.getOrDefault("RemainAfterExit", "").equals("yes")
                ? "oneshot-remains"
                : type;
    }
}
