package play.editor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.module.ModuleSpec;
import play.param.Parameter;
import play.param.Schema;
import play.schema.Keywords.Keyword;
import play.schema.Keywords.Place;

/** What may be typed at a place of a text. */
public final class Completion {
    private final View view;
    private final Cursor cursor;
    private final Level level;

    private Completion(View view, int offset) {
        this.view = view;
        this.cursor = Cursor.at(view.text(), offset);
        this.level = Level.inside(cursor.outline(), cursor.parent(), view.kind(), view.vocabulary());
    }

    /** All that begins with what is typed there or has it inside, in order. */
    public static List<Proposal> at(View view, int offset) {
        int inside = Math.max(0, Math.min(offset, view.text().length()));
        Optional<String> template =
                ExpressionSpot.template(view.text(), inside, view.kind().isYaml());
        if (template.isPresent()) {
            return new ExpressionProposals(view, inside).after(template.get());
        }
        return view.kind().isYaml() ? new Completion(view, inside).proposals(inside) : List.of();
    }

    private List<Proposal> proposals(int offset) {
        if (cursor.slot() == Cursor.Slot.COMMENT) {
            return List.of();
        }
        if (cursor.slot() == Cursor.Slot.VALUE || isScalar()) {
            return value(offset);
        }
        return matching(keys(), cursor.typed());
    }

    /** An item of a list of words, such as those of {@code notify}. */
    private boolean isScalar() {
        return switch (level) {
            case Level.Value value -> keyword(value).fields().isEmpty();
            case Level.Argument argument -> true;
            case Level.Plays plays -> false;
            case Level.Play play -> false;
            case Level.Steps steps -> false;
            case Level.Step step -> false;
            case Level.Roles roles -> false;
            case Level.RoleEntry entry -> false;
            case Level.Fields fields -> false;
            case Level.Data data -> false;
        };
    }

    private Keyword keyword(Level.Value value) {
        return view.vocabulary()
                .keywords()
                .find(value.place(), value.name())
                .orElse(new Keyword(value.name(), "", false, false, List.of()));
    }

    /** Those of which a word begins with what is typed; the whole before others. */
    static List<Proposal> matching(Stream<Proposal> all, String typed) {
        Pattern begins = Pattern.compile("(?:^|[\\W_])" + Pattern.quote(typed), Pattern.CASE_INSENSITIVE);
        String wanted = typed.toLowerCase(Locale.ROOT);
        return all.filter(proposal -> begins.matcher(proposal.label()).find())
                .map(proposal ->
                        proposal.label().toLowerCase(Locale.ROOT).startsWith(wanted) ? proposal : proposal.behind())
                .sorted(Comparator.comparingInt(Proposal::rank).thenComparing(Proposal::label))
                .toList();
    }

    private Stream<Proposal> keys() {
        return switch (level) {
            case Level.Play play -> keywords(Place.PLAY);
            case Level.Step step -> Stream.concat(modules(), keywords(Place.STEP));
            case Level.RoleEntry entry -> Stream.concat(keywords(Place.ROLE), new Values(view, cursor).roles());
            case Level.Fields(var spec, var schema) -> parameters(schema);
            case Level.Value value -> fields(value);
            case Level.Plays plays -> lists(Place.PLAY, "hosts", "name", "import_playbook");
            case Level.Steps steps -> Stream.of();
            case Level.Roles roles -> Stream.of();
            case Level.Argument argument -> Stream.of();
            case Level.Data data -> Stream.of();
        };
    }

    private Stream<Proposal> lists(Place place, String... names) {
        return Stream.of(names)
                .flatMap(name -> view.vocabulary().keywords().find(place, name).stream())
                .map(keyword -> new Proposal(
                        "- " + keyword.name(),
                        Proposal.Kind.KEYWORD,
                        "",
                        keyword.doc(),
                        "- " + keyword.name() + ": ",
                        cursor.from(),
                        1));
    }

    private Stream<Proposal> keywords(Place place) {
        return view.vocabulary().keywords().at(place).stream()
                .filter(keyword ->
                        !keyword.name().contains(".") && !cursor.given().contains(keyword.name()))
                .map(keyword -> key(keyword.name(), Proposal.Kind.KEYWORD, "", keyword.doc(), keyword.list(), 2));
    }

    /** None where the task calls one already, or is a block. */
    private Stream<Proposal> modules() {
        Vocabulary words = view.vocabulary();
        boolean called = cursor.given().stream()
                .anyMatch(name -> Level.BLOCKS.contains(name)
                        || (words.keywords().find(Place.STEP, name).isEmpty()
                                && words.modules().containsKey(name)));
        return called
                ? Stream.of()
                : words.modules().entrySet().stream()
                        .filter(entry -> words.keywords()
                                .find(Place.STEP, entry.getKey())
                                .isEmpty())
                        .map(this::module);
    }

    private Proposal module(Map.Entry<String, String> named) {
        boolean own = !named.getKey().contains(".");
        return key(
                named.getKey(),
                Proposal.Kind.MODULE,
                "module",
                named.getValue(),
                !takesText(named.getKey()),
                own ? 1 : 3);
    }

    /** Whether what follows the name may be one text. */
    private boolean takesText(String module) {
        return view.vocabulary()
                .module(module)
                .flatMap(found -> found.spec().schema().freeForm())
                .isPresent();
    }

    private Stream<Proposal> parameters(Schema<?> schema) {
        return schema.parameters().stream()
                .filter(parameter ->
                        !parameter.anyOther() && cursor.given().stream().noneMatch(parameter::answersTo))
                .map(parameter -> key(
                        parameter.name(),
                        Proposal.Kind.PARAMETER,
                        (parameter.required() ? "required, " : "") + parameter.shownType(),
                        ModuleText.parameter(parameter),
                        parameter.type().fields().isPresent(),
                        parameter.required() ? 0 : 1));
    }

    private Stream<Proposal> fields(Level.Value value) {
        return keyword(value).fields().stream()
                .filter(name -> !cursor.given().contains(name))
                .map(name -> key(name, Proposal.Kind.KEYWORD, value.name(), "", false, 1));
    }

    /** @param nested whether what it holds stands in the lines below */
    private Proposal key(String name, Proposal.Kind kind, String detail, String doc, boolean nested, int rank) {
        String insert = nested && !cursor.isFlow() ? name + ":\n" + " ".repeat(cursor.column() + 2) : name + ": ";
        return new Proposal(name, kind, detail, doc, insert, cursor.from(), rank);
    }

    private List<Proposal> value(int offset) {
        if (level.isExpression()) {
            return new ExpressionProposals(view, offset).after(expression(offset));
        }
        Values values = new Values(view, cursor);
        return switch (level) {
            case Level.Value value -> matching(values.of(value, keyword(value)), cursor.typed());
            case Level.Argument(var spec, var parameter) -> matching(values.of(spec, parameter), cursor.typed());
            case Level.Fields(var spec, var schema) -> shortForm(spec, values);
            case Level.Roles roles -> matching(values.roles(), cursor.typed());
            case Level.RoleEntry entry -> matching(values.roles(), cursor.typed());
            case Level.Plays plays -> List.of();
            case Level.Play play -> List.of();
            case Level.Steps steps -> List.of();
            case Level.Step step -> List.of();
            case Level.Data data -> List.of();
        };
    }

    /** What is there of a bare expression, from the begin of its value. */
    private String expression(int offset) {
        Outline.Node node = cursor.outline().nodes().get(cursor.parent());
        int line = view.text().lastIndexOf('\n', offset - 1) + 1;
        int begin = Math.max(node.valueStart(), line);
        String text = view.text().substring(Math.min(begin, offset), offset).stripLeading();
        return text.replaceFirst("^(?:- +)?[\"']?", "");
    }

    /** {@code copy: src=a dest=b}. */
    private List<Proposal> shortForm(ModuleSpec<?> spec, Values values) {
        String typed = cursor.typed();
        int equals = typed.indexOf('=');
        if (equals > 0) {
            return spec.schema().find(typed.substring(0, equals)).stream()
                    .flatMap(parameter -> matching(values.of(spec, parameter), typed.substring(equals + 1)).stream())
                    .map(proposal -> new Proposal(
                            proposal.label(),
                            proposal.kind(),
                            proposal.detail(),
                            proposal.doc(),
                            proposal.insert(),
                            cursor.from() + equals + 1,
                            proposal.rank()))
                    .toList();
        }
        List<Proposal> whole = spec.schema().freeForm().stream()
                .flatMap(parameter -> matching(values.of(spec, parameter), typed).stream())
                .toList();
        if (!whole.isEmpty()) {
            return whole;
        }
        Stream<Parameter> named = spec.schema().parameters().stream().filter(parameter -> !parameter.anyOther());
        return matching(
                named.map(parameter -> new Proposal(
                        parameter.name(),
                        Proposal.Kind.PARAMETER,
                        parameter.shownType(),
                        ModuleText.parameter(parameter),
                        parameter.name() + "=",
                        cursor.from(),
                        parameter.required() ? 0 : 1)),
                typed);
    }
}
