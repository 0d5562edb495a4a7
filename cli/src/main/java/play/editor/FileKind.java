package play.editor;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a file of a project is, by its name and its text. */
public enum FileKind {
    PLAYBOOK,
    TASKS,
    HANDLERS,
    VARIABLES,
    ROLE_META,
    INVENTORY,
    TEMPLATE,
    OTHER;

    private static final Pattern PLAY =
            Pattern.compile("(?m)^(?:-[ ]+|[ ]+)(?:hosts|(?:ansible\\.builtin\\.)?import_playbook|roles|tasks):");
    private static final Pattern ITEM = Pattern.compile("(?m)^-(?:[ ]|$)");
    private static final Pattern GROUP = Pattern.compile("(?m)^(?:all:|\\[[^\\]\\s]+\\]\\s*$|plugin:)");

    /** The kind, which the text decides where the name does not. */
    public static FileKind of(Path file, String text) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean yaml = name.matches(".*\\.(yml|yaml|json)");
        return byFolder(file, yaml).orElseGet(() -> {
            if (name.endsWith(".j2")) {
                return TEMPLATE;
            }
            return yaml ? ofYaml(text) : GROUP.matcher(text).find() ? INVENTORY : OTHER;
        });
    }

    private static Optional<FileKind> byFolder(Path file, boolean yaml) {
        List<String> folders = folders(file);
        if (folders.contains("group_vars") || folders.contains("host_vars")) {
            return Optional.of(VARIABLES);
        }
        if (folders.contains("templates")) {
            return Optional.of(TEMPLATE);
        }
        if (!yaml || folders.isEmpty()) {
            return Optional.empty();
        }
        return switch (folders.getLast()) {
            case "tasks" -> Optional.of(TASKS);
            case "handlers" -> Optional.of(HANDLERS);
            case "vars", "defaults" -> Optional.of(VARIABLES);
            case "meta" -> Optional.of(ROLE_META);
            default -> Optional.empty();
        };
    }

    /** Names of the folders it is in, outermost first, three at most. */
    private static List<String> folders(Path file) {
        int count = file.getNameCount() - 1;
        return IntStream.range(Math.max(0, count - 3), count)
                .mapToObj(i -> file.getName(i).toString())
                .toList();
    }

    private static FileKind ofYaml(String text) {
        if (ITEM.matcher(text).find()) {
            return PLAY.matcher(text).find() ? PLAYBOOK : isTasks(text) ? TASKS : PLAYBOOK;
        }
        return GROUP.matcher(text).find() ? INVENTORY : text.isBlank() ? PLAYBOOK : VARIABLES;
    }

    /** Whether a list without plays has anything yet: an item alone may become a play. */
    private static boolean isTasks(String text) {
        Outline outline = Outline.of(text);
        return outline.nodes().stream()
                .anyMatch(node -> !node.item()
                        && node.parent() != Outline.TOP
                        && !List.of("name", "gather_facts", "become", "vars").contains(node.key()));
    }

    /** The folder of the role that a file is part of, by where it stands. */
    public static Optional<Path> role(Path file) {
        Path folder = file.getParent();
        while (folder != null && folder.getParent() != null) {
            String name = String.valueOf(folder.getFileName());
            Path above = folder.getParent();
            boolean part = List.of("tasks", "handlers", "vars", "defaults", "meta", "templates", "files")
                    .contains(name);
            if (part
                    && above.getParent() != null
                    && String.valueOf(above.getParent().getFileName()).equals("roles")) {
                return Optional.of(above);
            }
            folder = above;
        }
        return Optional.empty();
    }

    /** Whether it is written in YAML, so that indentation says what is in what. */
    boolean isYaml() {
        return this != TEMPLATE && this != OTHER;
    }
}
