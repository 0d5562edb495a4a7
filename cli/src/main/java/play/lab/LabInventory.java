package play.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.inventory.HostVars;
import play.inventory.InventoryBuilder;
import play.inventory.InventoryPlugin;
import play.source.Span;
import play.value.Flag;
import play.yaml.YamlNode;

/**
 * The inventory plugin {@code lab}: a YAML inventory whose hosts are made on this machine. Reading it makes nothing;
 * {@link #wanted} says which labs it takes.
 *
 * <pre>
 * plugin: lab
 * name: lab            # of the lab, on this machine
 * subnet: 10.77.0      # host n has the address SUBNET.(10+n)
 * start: true          # whether a run starts hosts that are down; false to see what a run says of them
 * all: {children: …}   # as in any YAML inventory; the order of hosts gives their numbers
 * </pre>
 */
public final class LabInventory implements InventoryPlugin {
    /** The variable of the environment that says another folder for its state. */
    public static final String STATE_FOLDER = "PLAY_LAB_DIR";

    private static final List<String> KEYS = List.of("plugin", "name", "subnet", "start", "all");

    private final Path stateFolder;
    private final List<Wanted> wanted = new ArrayList<>();

    /** A lab with its hosts, in order. */
    public record Wanted(String name, String subnet, List<String> hosts) {}

    /** @param stateFolder where the lab keeps its key and the keys of its hosts */
    public LabInventory(Path stateFolder) {
        this.stateFolder = stateFolder;
    }

    /** Where the lab keeps its state on this machine. */
    public static Path standardStateFolder() {
        return Path.of(System.getenv().getOrDefault(STATE_FOLDER, "/var/lib/play-lab"));
    }

    @Override
    public String name() {
        return "lab";
    }

    /** The labs that the inventories read so far want to have started. */
    public List<Wanted> wanted() {
        return List.copyOf(wanted);
    }

    @Override
    public void expand(YamlNode.Mapping file, InventoryBuilder inventory, Problems problems) {
        file.entries().stream()
                .filter(entry -> !KEYS.contains(entry.key().text()))
                .forEach(entry -> problems.report(unknown(entry.key())));
        Optional<String> name = text(file, "name", problems);
        Optional<String> subnet = text(file, "subnet", problems);
        Optional<YamlNode> all = file.get("all");
        if (name.isEmpty() || subnet.isEmpty() || all.isEmpty()) {
            if (all.isEmpty()) {
                problems.report(missing(file, "all"));
            }
            return;
        }
        List<String> before = inventory.hosts();
        inventory.yaml(groups(file, all.get()), problems);
        List<String> hosts = inventory.hosts().stream()
                .filter(host -> !before.contains(host))
                .toList();
        if (isStarted(file, problems)) {
            wanted.add(new Wanted(name.get(), subnet.get(), hosts));
        }
        IntStream.range(0, hosts.size())
                .forEach(i ->
                        inventory.host(hosts.get(i), access(name.get(), subnet.get() + "." + (11 + i), file.span())));
    }

    private static boolean isStarted(YamlNode.Mapping file, Problems problems) {
        Optional<YamlNode> start = file.get("start");
        if (start.isEmpty()) {
            return true;
        }
        Optional<Boolean> flag =
                start.get() instanceof YamlNode.Scalar scalar ? Flag.parse(scalar.text()) : Optional.empty();
        if (flag.isEmpty()) {
            problems.report(Diagnostic.error(
                    "wrong-type",
                    "Wrong type of value",
                    "'start' is true or false.",
                    start.get().span()));
        }
        return flag.orElse(false);
    }

    private static YamlNode groups(YamlNode.Mapping file, YamlNode all) {
        return new YamlNode.Mapping(
                file.entries().stream()
                        .filter(entry -> entry.key().text().equals("all"))
                        .toList(),
                all.span());
    }

    private static Diagnostic unknown(YamlNode.Scalar key) {
        return Diagnostic.error(
                "unknown-key",
                "Unknown key",
                "An inventory of the plugin 'lab' has " + String.join(", ", KEYS) + ", no '" + key.text() + "'."
                        + Suggestions.hint(key.text(), KEYS),
                key.span());
    }

    private static Diagnostic missing(YamlNode.Mapping file, String key) {
        return Diagnostic.error(
                "missing-key",
                "Missing key",
                "An inventory of the plugin 'lab' needs '" + key + "'.",
                file.entries().getFirst().key().span());
    }

    private static Optional<String> text(YamlNode.Mapping file, String key, Problems problems) {
        if (file.get(key).orElse(null) instanceof YamlNode.Scalar scalar
                && !scalar.text().isEmpty()) {
            return Optional.of(scalar.text());
        }
        problems.report(missing(file, key));
        return Optional.empty();
    }

    /** The lab knows its hosts' keys, so they are checked strictly. */
    private HostVars access(String lab, String address, Span place) {
        Map<String, String> vars = new LinkedHashMap<>();
        vars.put("ansible_host", address);
        vars.put("ansible_user", "root");
        vars.put(
                "ansible_ssh_private_key_file",
                stateFolder.resolve("id_ed25519").toString());
        vars.put(
                "ansible_known_hosts_file",
                stateFolder.resolve(lab).resolve("known_hosts").toString());
        Map<String, HostVars.HostVar> all = new LinkedHashMap<>();
        vars.forEach((name, value) -> all.put(name, new HostVars.HostVar(scalar(value, place), place)));
        return new HostVars(all);
    }

    private static YamlNode.Scalar scalar(String text, Span place) {
        int[] offsets = new int[text.length() + 1];
        java.util.Arrays.fill(offsets, place.start());
        return new YamlNode.Scalar(text, text, Optional.empty(), true, place, offsets);
    }
}
