package play.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.TextFiles;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

/**
 * Reads {@code group_vars} and {@code host_vars}: a file per name, or a folder of files that are laid over each other.
 * Used by one thread.
 */
public final class VarsFolders {
    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");

    private final VaultNodes nodes;
    private final Problems problems;
    private boolean complete;

    public VarsFolders(VaultNodes nodes, Problems problems) {
        this.nodes = nodes;
        this.problems = problems;
    }

    /** What the two folders in {@code folder} say; nothing when they are not there. */
    public FolderVars read(Path folder) {
        complete = true;
        Map<String, HostVars> groups = byName(folder.resolve("group_vars"));
        Map<String, HostVars> hosts = byName(folder.resolve("host_vars"));
        return new FolderVars(groups, hosts, complete);
    }

    private Map<String, HostVars> byName(Path folder) {
        Map<String, HostVars> all = new LinkedHashMap<>();
        for (Path entry : sorted(folder)) {
            String file = name(entry);
            String name = Files.isDirectory(entry) ? file : withoutEnding(file);
            HostVars vars = Files.isDirectory(entry) ? folder(entry) : file(entry);
            all.merge(name, vars, HostVars::and);
        }
        return all;
    }

    private HostVars folder(Path folder) {
        HostVars all = HostVars.NONE;
        for (Path entry : sorted(folder)) {
            all = all.and(Files.isDirectory(entry) ? folder(entry) : file(entry));
        }
        return all;
    }

    /** Entries by name, without hidden files, backups and files of other kinds. */
    private List<Path> sorted(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            !name(entry).startsWith(".") && !name(entry).endsWith("~"))
                    .filter(entry -> Files.isDirectory(entry) || ENDINGS.contains(ending(name(entry))))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            unreadable(folder, e);
            return List.of();
        }
    }

    private HostVars file(Path file) {
        Optional<YamlNode> root = TextFiles.read(file, problems).flatMap(nodes::document);
        if (root.isPresent() && !(root.get() instanceof YamlNode.Mapping) && !isNothing(root.get())) {
            problems.report(Diagnostic.error(
                    "vars-shape",
                    "Variables are not a mapping",
                    "A variables file is a mapping of names to values.",
                    root.get().span()));
        }
        complete &= root.isPresent();
        return root.filter(node -> node instanceof YamlNode.Mapping)
                .map(node -> HostVars.of((YamlNode.Mapping) node))
                .orElse(HostVars.NONE);
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.value() == null;
    }

    private void unreadable(Path path, IOException fault) {
        complete = false;
        problems.report(Diagnostic.error("unreadable-file", "File cannot be read", "'" + path + "': " + fault + "."));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String ending(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot);
    }

    /** Names of hosts have dots in them; only the endings of YAML files are taken off. */
    private static String withoutEnding(String file) {
        String ending = ending(file);
        return Set.of(".yml", ".yaml", ".json").contains(ending)
                ? file.substring(0, file.length() - ending.length())
                : file;
    }
}
