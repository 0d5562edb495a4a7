package play.editor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.schema.Keywords.Place;

/** What the language has at a place of an outline. */
public sealed interface Level {
    /** A list of plays, or of one that is only begun. */
    record Plays() implements Level {}

    /** A play, whose keys are keywords. */
    record Play() implements Level {}

    /** A list of tasks, blocks and includes. */
    record Steps() implements Level {}

    /** One of them: its keys are keywords, and one may be a module. */
    record Step() implements Level {}

    record Roles() implements Level {}

    record RoleEntry() implements Level {}

    /** Keys are parameters, or fields of one. */
    record Fields(ModuleSpec<?> spec, Schema<?> schema) implements Level {}

    /** The value of a parameter. */
    record Argument(ModuleSpec<?> spec, Parameter parameter) implements Level {
        @Override
        public boolean isExpression() {
            return parameter.type().source() == ParameterType.Source.EXPRESSION;
        }
    }

    /**
     * The value of a keyword, or of a field in it.
     *
     * @param name with dots between: {@code loop_control.loop_var}
     */
    record Value(Place place, String name) implements Level {
        private static final Set<String> EXPRESSIONS =
                Set.of("when", "until", "changed_when", "failed_when", "loop_control.break_when");

        @Override
        public boolean isExpression() {
            return EXPRESSIONS.contains(name);
        }
    }

    /** Names and values that are the user's own. */
    record Data() implements Level {}

    /** Whether what stands there is an expression without delimiters. */
    default boolean isExpression() {
        return false;
    }

    /** Keys of a play that hold tasks. */
    List<String> SECTIONS = List.of("tasks", "pre_tasks", "post_tasks", "handlers");

    /** Keys of a block. */
    List<String> BLOCKS = List.of("block", "rescue", "always");

    static Level top(FileKind kind) {
        return switch (kind) {
            case PLAYBOOK -> new Plays();
            case TASKS, HANDLERS -> new Steps();
            case VARIABLES, ROLE_META, INVENTORY, TEMPLATE, OTHER -> new Data();
        };
    }

    /** What is inside a node. */
    static Level inside(Outline outline, int index, FileKind kind, Vocabulary vocabulary) {
        Level level = top(kind);
        for (Outline.Node node : outline.path(index)) {
            level = node.item() ? level.item() : level.entry(outline, node, kind, vocabulary);
        }
        return level;
    }

    /** What an item of the list is. */
    private Level item() {
        return switch (this) {
            case Plays plays -> new Play();
            case Steps steps -> new Step();
            case Roles roles -> new RoleEntry();
            case Argument(var spec, var parameter) ->
                fields(spec, parameter.type().items().flatMap(type -> type.fields()));
            case Fields fields -> fields;
            case Value value -> value;
            case Play play -> new Data();
            case Step step -> new Data();
            case RoleEntry entry -> new Data();
            case Data data -> data;
        };
    }

    private Level fields(ModuleSpec<?> spec, Optional<Schema<?>> schema) {
        return schema.<Level>map(found -> new Fields(spec, found)).orElse(this);
    }

    private Level entry(Outline outline, Outline.Node node, FileKind kind, Vocabulary vocabulary) {
        String key = Vocabulary.simple(node.key());
        return switch (this) {
            case Play play ->
                SECTIONS.contains(key) ? new Steps() : key.equals("roles") ? new Roles() : keyword(Place.PLAY, key);
            case Step step -> ofStep(outline, node, vocabulary);
            case RoleEntry entry -> keyword(Place.ROLE, key);
            case Fields(var spec, var schema) ->
                schema.find(node.key())
                        .<Level>map(found -> argument(spec, found))
                        .orElseGet(Data::new);
            case Argument argument -> new Data();
            case Value(var place, var name) -> name.equals("vars") ? new Data() : new Value(place, name + "." + key);
            case Data data -> kind == FileKind.ROLE_META && key.equals("dependencies") ? new Roles() : data;
            case Plays plays -> new Data();
            case Steps steps -> new Data();
            case Roles roles -> new Data();
        };
    }

    private static Level keyword(Place place, String key) {
        return List.of("vars", "environment", "module_defaults").contains(key) ? new Data() : new Value(place, key);
    }

    private static Level argument(ModuleSpec<?> spec, Parameter parameter) {
        return parameter
                .type()
                .fields()
                .<Level>map(schema -> new Fields(spec, schema))
                .orElseGet(() -> new Argument(spec, parameter));
    }

    private static Level ofStep(Outline outline, Outline.Node node, Vocabulary vocabulary) {
        String key = Vocabulary.simple(node.key());
        if (BLOCKS.contains(key)) {
            return new Steps();
        }
        Optional<TaskModule<?>> module = key.equals("args")
                ? outline.children(node.parent()).stream()
                        .flatMap(sibling -> called(sibling, vocabulary).stream())
                        .findFirst()
                : called(node, vocabulary);
        return module.<Level>map(found -> new Fields(found.spec(), found.spec().schema()))
                .orElseGet(() -> keyword(Place.STEP, key));
    }

    /** The module that a key of a step calls; keywords are none. */
    static Optional<TaskModule<?>> called(Outline.Node key, Vocabulary vocabulary) {
        boolean keyword = key.item()
                || (!vocabulary.modules().containsKey(key.key())
                        && vocabulary
                                .keywords()
                                .find(Place.STEP, Vocabulary.simple(key.key()))
                                .isPresent());
        return keyword ? Optional.empty() : vocabulary.module(key.key());
    }
}
