package play.lsp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import play.editor.FileKind;

/**
 * From where a file is checked: from the playbooks of the project that read it, else from one made for it alone. Used
 * by one thread.
 */
final class Roots {
    /**
     * A playbook or an inventory that is read.
     *
     * @param text of a playbook that is made for a file alone, which is nowhere
     * @param alone whether only what is wrong with that file counts, and names may come from anywhere
     */
    record Root(Path file, boolean inventory, Optional<String> text, boolean alone) {
        static Root of(Path playbook) {
            return new Root(playbook, false, Optional.empty(), false);
        }
    }

    /** Playbooks that one file is checked from, at most. */
    private static final int MOST_ROOTS = 3;

    /** Playbooks of a project that are asked what they read, at most. */
    private static final int MOST_PLAYBOOKS = 500;

    /** Of these, the nearest that are asked for one file. */
    private static final int MOST_ASKED = 60;

    private static final int MOST_FILES = 20_000;
    private static final int DEEPEST = 8;
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<String> SKIPPED = Set.of("node_modules", "target", "venv", "__pycache__", "build");

    private final List<Path> folders;

    /** What each playbook has read; nothing as long as nobody has asked. */
    private final Map<Path, Optional<Set<Path>>> reached = new LinkedHashMap<>();

    private boolean searched;

    Roots(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** Asks a playbook which files it reads. */
    interface Reader {
        Set<Path> files(Path playbook) throws InterruptedException;
    }

    /** Keeps what a playbook was seen to read. */
    void reads(Path playbook, Set<Path> files) {
        reached.put(playbook, Optional.of(files));
    }

    /** Files have changed: which playbooks there are, and what they read, is looked for again. */
    void forget() {
        searched = false;
        reached.clear();
    }

    /** From where a file is checked; none where nothing can be said of it. */
    List<Root> of(Path file, String text, Reader reader) throws InterruptedException {
        FileKind kind = FileKind.of(file, text);
        return switch (kind) {
            case PLAYBOOK -> List.of(Root.of(file));
            case INVENTORY -> List.of(new Root(file, true, Optional.empty(), false));
            case TASKS, HANDLERS, VARIABLES, ROLE_META, TEMPLATE, OTHER -> {
                List<Root> reading = reading(file, reader);
                yield reading.isEmpty() ? alone(file, kind).stream().toList() : reading;
            }
        };
    }

    private List<Root> reading(Path file, Reader reader) throws InterruptedException {
        search();
        List<Path> near = new ArrayList<>(reached.keySet());
        near.sort(Comparator.comparingInt(playbook -> -shared(playbook, file)));
        List<Root> found = new ArrayList<>();
        for (Path playbook : near.subList(0, Math.min(near.size(), MOST_ASKED))) {
            if (found.size() < MOST_ROOTS && read(playbook, reader).contains(file)) {
                found.add(Root.of(playbook));
            }
        }
        return found;
    }

    private Set<Path> read(Path playbook, Reader reader) throws InterruptedException {
        Optional<Set<Path>> known = reached.getOrDefault(playbook, Optional.empty());
        if (known.isPresent()) {
            return known.get();
        }
        Set<Path> files = reader.files(playbook);
        reached.put(playbook, Optional.of(files));
        return files;
    }

    /** How many folders both are in. */
    private static int shared(Path one, Path other) {
        int count = 0;
        while (count < Math.min(one.getNameCount(), other.getNameCount())
                && one.getName(count).equals(other.getName(count))) {
            count++;
        }
        return count;
    }

    private static Optional<Root> alone(Path file, FileKind kind) {
        Optional<Path> role = FileKind.role(file);
        Path place = role.map(folder -> folder.resolve("../..").normalize())
                .orElseGet(() -> Optional.ofNullable(file.getParent()).orElse(file));
        String name = quoted(file.toString());
        Optional<String> body = switch (kind) {
            case TASKS ->
                Optional.of(role.filter(folder -> folder.resolve("tasks").equals(file.getParent()))
                        .map(folder -> "  tasks:\n    - import_role: {name: " + quoted(folder.toString())
                                + ", tasks_from: " + quoted(String.valueOf(file.getFileName())) + "}\n")
                        .orElse("  tasks:\n    - import_tasks: " + name + "\n"));
            case HANDLERS ->
                Optional.of(role.map(Roots::wholeRole).orElse("  handlers:\n    - import_tasks: " + name + "\n"));
            case VARIABLES -> Optional.of(role.map(Roots::wholeRole).orElse("  vars_files: [" + name + "]\n"));
            case ROLE_META -> role.map(Roots::wholeRole);
            case PLAYBOOK, INVENTORY, TEMPLATE, OTHER -> Optional.empty();
        };
        return body.map(text -> new Root(
                place.resolve(".play-alone-" + Integer.toHexString(name.hashCode()) + ".yml"),
                false,
                Optional.of("- hosts: localhost\n" + text),
                true));
    }

    private static String wholeRole(Path folder) {
        return "  roles: [" + quoted(folder.toString()) + "]\n";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void search() {
        if (searched) {
            return;
        }
        searched = true;
        for (Path folder : folders) {
            try {
                Files.walkFileTree(folder, Set.of(), DEEPEST, new Search());
            } catch (IOException e) {
                // What could be seen is enough.
                continue;
            }
        }
    }

    private final class Search extends SimpleFileVisitor<Path> {
        private int seen;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean skipped = SKIPPED.contains(name) || (name.startsWith(".") && name.length() > 1);
            return skipped && !folders.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            seen++;
            String name = String.valueOf(file.getFileName());
            if (name.matches("[^.].*\\.ya?ml") && attributes.isRegularFile() && attributes.size() < MOST_BYTES) {
                Path whole = file.toAbsolutePath().normalize();
                if (isPlaybook(whole)) {
                    reached.putIfAbsent(whole, Optional.empty());
                }
            }
            return seen < MOST_FILES && reached.size() < MOST_PLAYBOOKS
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            return FileVisitResult.CONTINUE;
        }

        private static boolean isPlaybook(Path file) throws IOException {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return FileKind.of(file, text) == FileKind.PLAYBOOK
                    && Stream.of("hosts:", "import_playbook:").anyMatch(text::contains);
        }
    }
}
