package play.editor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.source.FileNames;
import play.source.Span;

/** Where what a word means is written. */
public final class Definitions {
    /**
     * A place in a file.
     *
     * @param span in the text as it was read; none means the begin of the file
     */
    public record Place(Path file, Optional<Span> span) {}

    private final View view;

    private Definitions(View view) {
        this.view = view;
    }

    /** All of them, the nearest first. */
    public static List<Place> at(View view, int offset) {
        return Word.at(view, offset).map(word -> new Definitions(view).of(word)).orElse(List.of());
    }

    private List<Place> of(Word word) {
        return switch (word) {
            case Word.Variable variable -> variable(variable.name());
            case Word.Called called -> List.of();
            case Word.Key(Level level, String name, int from, int to) ->
                level instanceof Level.Data ? variable(name) : List.of();
            case Word.Text text -> text(text.level(), text.value());
        };
    }

    private List<Place> variable(String name) {
        return places(
                view.known().names().getOrDefault(name, List.of()).stream().map(Known.Definition::place));
    }

    private static List<Place> places(Stream<Span> spans) {
        return spans.flatMap(span -> FileNames.path(span.file().name())
                        .filter(Path::isAbsolute)
                        .map(file -> new Place(file, Optional.of(span)))
                        .stream())
                .distinct()
                .toList();
    }

    private List<Place> text(Level level, String value) {
        return switch (level) {
            case Level.Roles roles -> role(value);
            case Level.RoleEntry entry -> role(value);
            case Level.Value(var place, String name) -> ofKeyword(name, value);
            case Level.Argument(var spec, var parameter) ->
                FilePlaces.kind(view, spec, parameter).map(kind -> files(value)).orElse(List.of());
            case Level.Fields fields -> shortForm(fields, value);
            case Level.Plays plays -> List.of();
            case Level.Play play -> List.of();
            case Level.Steps steps -> List.of();
            case Level.Step step -> List.of();
            case Level.Data data -> List.of();
        };
    }

    /** The file that one of {@code k=v} names, or all of the value. */
    private List<Place> shortForm(Level.Fields fields, String value) {
        if (value.indexOf('=') < 0) {
            return fields.schema().freeForm().stream()
                    .flatMap(parameter -> text(new Level.Argument(fields.spec(), parameter), value).stream())
                    .toList();
        }
        return Stream.of(value.split("\\s+"))
                .filter(word -> word.indexOf('=') > 0)
                .flatMap(word -> fields.schema().find(word.substring(0, word.indexOf('='))).stream()
                        .flatMap(
                                parameter -> text(
                                        new Level.Argument(fields.spec(), parameter),
                                        word.substring(word.indexOf('=') + 1))
                                        .stream()))
                .toList();
    }

    private List<Place> ofKeyword(String keyword, String value) {
        return switch (keyword) {
            case "notify" -> places(view.known().handlers().getOrDefault(value, List.of()).stream());
            case "role", "include_role.name", "import_role.name" -> role(value);
            case "import_playbook",
                    "vars_files",
                    "include_tasks",
                    "import_tasks",
                    "include_tasks.file",
                    "import_tasks.file" -> files(value.replaceFirst("^file=", ""));
            default -> List.of();
        };
    }

    private List<Place> files(String name) {
        return FilePlaces.named(view, name).stream()
                .map(file -> new Place(file, Optional.empty()))
                .toList();
    }

    /** Its tasks; else the first of its files that is there. */
    private List<Place> role(String name) {
        return Stream.ofNullable(view.known().roles().get(name))
                .flatMap(folder -> Stream.of("tasks/main.yml", "tasks/main.yaml", "meta/main.yml", "defaults/main.yml")
                        .map(folder::resolve))
                .filter(view.files()::isFile)
                .limit(1)
                .map(file -> new Place(file, Optional.empty()))
                .toList();
    }
}
