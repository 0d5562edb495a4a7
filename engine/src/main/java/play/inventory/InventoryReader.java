package play.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.diag.TextFiles;
import play.source.FileNames;
import play.source.SourceFile;
import play.source.Span;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

/** Reads inventories of all kinds into one. Used once. */
public final class InventoryReader {
    private static final Set<String> IGNORED_ENDINGS =
            Set.of("pyc", "pyo", "swp", "bak", "rpm", "md", "txt", "rst", "orig", "cfg", "retry");
    private static final Set<String> IGNORED_NAMES = Set.of("group_vars", "host_vars", "vars_plugins");
    private static final Set<String> YAML_ENDINGS = Set.of("yml", "yaml", "json");

    private final Map<String, InventoryPlugin> plugins = new TreeMap<>();
    private final VaultNodes nodes;
    private final Problems problems;
    private final InventoryBuilder inventory = new InventoryBuilder();
    private final Set<Path> folders = new LinkedHashSet<>();
    private final List<Path> sources = new ArrayList<>();

    public InventoryReader(Collection<? extends InventoryPlugin> plugins, VaultNodes nodes, Problems problems) {
        plugins.forEach(plugin -> this.plugins.put(plugin.name(), plugin));
        this.nodes = nodes;
        this.problems = problems;
    }

    /**
     * All sources as one inventory; later ones add to earlier ones and win over them.
     *
     * @param named each a file, a folder, a program, or a list of hosts
     */
    public Inventory read(List<String> named) throws InterruptedException {
        for (String source : named) {
            if (isHostList(source)) {
                hostList(source);
            } else {
                path(source);
            }
        }
        VarsFolders vars = new VarsFolders(nodes, problems);
        return inventory.build(folders.stream().map(vars::read).toList(), sources, problems);
    }

    /** Whether a source is a list of hosts: it has a comma in it, and is not the name of a file. */
    public static boolean isHostList(String source) {
        return source.contains(",")
                && FileNames.path(source).filter(Files::exists).isEmpty();
    }

    private void hostList(String list) {
        SourceFile file = new SourceFile("--inventory", list);
        int at = 0;
        for (String name : list.split(",")) {
            String host = name.strip();
            if (!host.isEmpty()) {
                Span place = file.span(at, at + name.stripTrailing().length());
                InventoryNames.Hosts hosts = InventoryNames.read(host, place, HostVars.NONE, problems);
                hosts.names().forEach(each -> inventory.host(each, hosts.vars()).member(Group.UNGROUPED, each));
            }
            at += name.length() + 1;
        }
    }

    private void path(String name) throws InterruptedException {
        Optional<Path> found = FileNames.path(name).filter(Files::exists);
        if (found.isEmpty()) {
            inventory.lose();
            problems.report(Diagnostic.error(
                    "missing-inventory",
                    "Inventory not found",
                    "There is no file or directory '" + name + "'." + " A list of hosts is written with a comma: '"
                            + name + ",'."));
            return;
        }
        Path path = found.get();
        sources.add(path);
        folders.add(Files.isDirectory(path) ? path : parent(path));
        if (Files.isDirectory(path)) {
            folder(path);
        } else {
            file(path);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    private void folder(Path folder) throws InterruptedException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.filter(InventoryReader::isSource).sorted().toList();
        } catch (IOException e) {
            unreadable(folder, e);
            return;
        }
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                folder(entry);
            } else {
                file(entry);
            }
        }
    }

    private static boolean isSource(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return !name.startsWith(".")
                && !name.endsWith("~")
                && !IGNORED_NAMES.contains(name)
                && !IGNORED_ENDINGS.contains(ending(entry));
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1);
    }

    private void file(Path path) throws InterruptedException {
        inventory.from(path);
        try {
            if (Files.isExecutable(path) && startsLikeProgram(path)) {
                new ScriptInventory(path, inventory, problems).read();
                return;
            }
        } catch (IOException e) {
            unreadable(path, e);
            return;
        }
        Optional<SourceFile> source = TextFiles.read(path, problems);
        if (source.isPresent()) {
            text(source.get(), ending(path));
        } else {
            inventory.lose();
        }
    }

    private void text(SourceFile source, String ending) throws InterruptedException {
        if (YAML_ENDINGS.contains(ending) || (ending.isEmpty() && looksLikeYaml(source.text()))) {
            yaml(source);
        } else {
            new IniInventory(source, inventory, problems).read();
        }
    }

    private static boolean startsLikeProgram(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            byte[] first = in.readNBytes(2);
            return first.length == 2 && first[0] == '#' && first[1] == '!';
        }
    }

    /** Whether the first line that says anything is {@code ---} or a key. */
    private static boolean looksLikeYaml(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .filter(line -> line.startsWith("---")
                        || line.startsWith("{")
                        || line.startsWith("$ANSIBLE_VAULT")
                        || line.matches("[\\w.-]+:(\\s.*)?"))
                .isPresent();
    }

    private void yaml(SourceFile source) throws InterruptedException {
        Optional<YamlNode> root = nodes.document(source);
        if (root.isEmpty()) {
            inventory.lose();
        } else if (root.get() instanceof YamlNode.Mapping map
                && map.get("plugin").orElse(null) instanceof YamlNode.Scalar name) {
            plugin(name, map);
        } else {
            new YamlInventory(inventory, problems).read(root.get());
        }
    }

    private void plugin(YamlNode.Scalar name, YamlNode.Mapping file) {
        InventoryPlugin plugin = plugins.get(name.text());
        if (plugin == null) {
            inventory.lose();
            problems.report(Diagnostic.error(
                    "unknown-plugin",
                    "Unknown inventory plugin",
                    "There is no inventory plugin '" + name.text() + "'."
                            + Suggestions.hint(name.text(), plugins.keySet()),
                    name.span()));
        } else {
            plugin.expand(file, inventory, problems);
        }
    }

    private void unreadable(Path path, IOException fault) {
        inventory.lose();
        problems.report(Diagnostic.error("unreadable-file", "File cannot be read", "'" + path + "': " + fault + "."));
    }
}
