package play.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import play.expression.call.Registry;
import play.module.TaskModule;
import play.param.Parameter;
import play.param.Schema;
import play.schema.Keywords.Keyword;
import play.schema.Keywords.Place;
import play.source.Span;

/** What is known of a word of a text. */
public final class Hovers {
    /**
     * Something to show.
     *
     * @param from where the word begins that it is about
     */
    public record Shown(String markdown, int from, int to) {}

    private final View view;
    private final Word word;

    private Hovers(View view, Word word) {
        this.view = view;
        this.word = word;
    }

    /** Nothing where the word means nothing. */
    public static Optional<Shown> at(View view, int offset) {
        return Word.at(view, offset)
                .flatMap(
                        word -> new Hovers(view, word).markdown().map(text -> new Shown(text, word.from(), word.to())));
    }

    /** A place as users write it: {@code file:line}. */
    static String place(Span place) {
        return place.file().name() + ":" + place.from().line();
    }

    private Optional<String> markdown() {
        return switch (word) {
            case Word.Variable variable -> variable(variable.name());
            case Word.Called(var kind, var name, var from, var to) -> call(kind, name);
            case Word.Key key -> key(key.level(), key.name());
            case Word.Text text -> Optional.empty();
        };
    }

    private Optional<String> call(Registry.Kind kind, String name) {
        return view.vocabulary()
                .calls()
                .signature(kind, name)
                .map(signature -> "**" + kind.called(name) + "**"
                        + (signature.shown().isEmpty()
                                ? ""
                                : "\n\nArguments: `" + signature.shown() + "` (`?`: may be left out)"));
    }

    private Optional<String> key(Level level, String name) {
        return switch (level) {
            case Level.Play play -> keyword(Place.PLAY, name);
            case Level.Plays plays -> keyword(Place.PLAY, name);
            case Level.Step step ->
                view.vocabulary().module(name).map(this::module).or(() -> keyword(Place.STEP, Vocabulary.simple(name)));
            case Level.RoleEntry entry -> keyword(Place.ROLE, name);
            case Level.Fields(var spec, Schema<?> schema) -> schema.find(name).map(this::parameter);
            case Level.Data data -> variable(name);
            case Level.Value value -> Optional.empty();
            case Level.Argument argument -> Optional.empty();
            case Level.Steps steps -> Optional.empty();
            case Level.Roles roles -> Optional.empty();
        };
    }

    private Optional<String> keyword(Place place, String name) {
        return view.vocabulary()
                .keywords()
                .find(place, name)
                .map(Keyword::doc)
                .filter(doc -> !doc.isEmpty())
                .map(doc -> "**`" + name + "`**\n\n" + doc);
    }

    private String module(TaskModule<?> module) {
        return view.vocabulary().reference().apply(module);
    }

    private String parameter(Parameter parameter) {
        return ModuleText.parameter(parameter);
    }

    private Optional<String> variable(String name) {
        List<String> explained = view.known().explained().apply(name);
        List<Known.Definition> definitions = view.known().names().getOrDefault(name, List.of());
        if (explained.isEmpty() && definitions.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>(List.of("**`" + name + "`**"));
        if (!explained.isEmpty()) {
            parts.add("```text\n" + String.join("\n", explained).strip().replace("```", "'''") + "\n```");
        }
        if (!definitions.isEmpty()) {
            parts.add(definitions.stream()
                    .map(one -> "- " + one.layer() + ": `" + place(one.place()) + "`")
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
        return Optional.of(String.join("\n\n", parts));
    }
}
