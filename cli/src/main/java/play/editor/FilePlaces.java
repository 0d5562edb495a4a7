package play.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import play.module.ModuleSpec;
import play.module.VarsReader;
import play.param.Parameter;
import play.source.FileNames;

/** Where the files are that a text names. */
final class FilePlaces {
    private FilePlaces() {}

    /**
     * Folders that are looked into from a text, the nearest first.
     *
     * @param kind the folder in which a role has such files: {@code templates}, {@code files}, {@code tasks}
     */
    static List<Path> folders(View view, String kind) {
        Set<Path> all = new LinkedHashSet<>();
        Optional<Path> role = FileKind.role(view.file());
        role.ifPresent(folder -> all.add(folder.resolve(kind)));
        Path own = view.folder();
        all.add(own.resolve(kind));
        all.add(own);
        boolean inTasks = List.of("tasks", "handlers").contains(String.valueOf(own.getFileName()));
        if (role.isEmpty() && inTasks && own.getParent() != null) {
            all.add(own.getParent().resolve(kind));
            all.add(own.getParent());
        }
        return List.copyOf(all);
    }

    /**
     * The folder of roles that has the files which a parameter names; none where it names no file of the controller.
     * What brings variables takes its file without a name, too.
     */
    static Optional<String> kind(View view, ModuleSpec<?> spec, Parameter parameter) {
        return switch (parameter.type().source()) {
            case TEMPLATE_FILE -> Optional.of("templates");
            case LOCAL_FILE, LOCAL_PATH -> Optional.of("files");
            case VALUE ->
                view.vocabulary()
                        .module(spec.name())
                        .filter(module -> module instanceof VarsReader && parameter.freeForm())
                        .map(module -> "vars");
            case CONTENT, EXPRESSION -> Optional.empty();
        };
    }

    /** The files of that name, in the order in which they are looked for. */
    static List<Path> named(View view, String name) {
        if (name.isEmpty() || name.contains("{{")) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        Stream.of("templates", "files", "tasks", "vars", "handlers")
                .flatMap(kind -> folders(view, kind).stream())
                .flatMap(folder -> FileNames.path(name).map(folder::resolve).stream())
                .map(Path::normalize)
                .distinct()
                .filter(view.files()::isFile)
                .forEach(found::add);
        return found;
    }
}
