package play.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.expression.LookupCall;
import play.expression.call.LookupContext;
import play.playbook.Data;
import play.playbook.Loop;
import play.playbook.NumberKeyword;
import play.source.Located;
import play.yaml.YamlNode;

/** Reads {@code loop}, {@code with_*} and {@code loop_control}. */
final class LoopReader {
    static final String WITH = "with_";

    private static final Map<String, Loop.Shape> SHAPES = Map.ofEntries(
            Map.entry("loop", Loop.Shape.LIST),
            Map.entry("with_list", Loop.Shape.LIST_OR_ONE),
            Map.entry("with_items", Loop.Shape.ITEMS),
            Map.entry("with_dict", Loop.Shape.DICT),
            Map.entry("with_indexed_items", Loop.Shape.INDEXED),
            Map.entry("with_together", Loop.Shape.TOGETHER),
            Map.entry("with_nested", Loop.Shape.NESTED),
            Map.entry("with_cartesian", Loop.Shape.NESTED));

    private final DataReader data;
    private final Loading loading;

    LoopReader(Loading loading) {
        this.loading = loading;
        this.data = loading.data();
    }

    static Set<String> keys() {
        return SHAPES.keySet();
    }

    /**
     * The loop of a task, if it has one.
     *
     * @param folder where its lookup looks for files
     */
    Optional<Loop> read(Keys keys, LookupContext.Folder folder) {
        Optional<YamlNode> control = keys.take("loop_control");
        List<YamlNode.Entry> written = keys.mapping().entries().stream()
                .filter(entry -> isLoop(entry.key().text()))
                .toList();
        written.forEach(entry -> keys.taken(entry.key().text()));
        if (written.isEmpty()) {
            control.ifPresent(node -> keys.wrong("loop_control", "beside a loop", node));
            return Optional.empty();
        }
        written.stream()
                .skip(1)
                .forEach(entry -> keys.wrong(entry.key().text(), "the only loop of the task", entry.key()));
        YamlNode.Entry entry = written.getFirst();
        Optional<Loop.Kind> found = kind(entry.key().text(), folder);
        if (found.isEmpty()) {
            keys.unknownLoop(entry.key(), names());
            // What the task reads of its items is not to be reported besides.
            return Optional.of(control(Loop.Shape.LIST, data.read(entry.value()), control, keys));
        }
        Loop.Kind kind = found.get();
        Data items = data.read(entry.value());
        if (kind == Loop.Shape.LIST && items instanceof Data.Literal literal && !(literal.value() instanceof List)) {
            keys.wrong(entry.key().text(), "a list", entry.value());
        }
        if (kind == Loop.Shape.DICT && items instanceof Data.Literal literal && !(literal.value() instanceof Map)) {
            keys.wrong(entry.key().text(), "a mapping", entry.value());
        }
        if (kind instanceof Loop.Found(LookupCall lookup) && items instanceof Data.Literal literal) {
            checkTerms(lookup, literal);
        }
        return Optional.of(control(kind, items, control, keys));
    }

    /** Options may stand in terms. */
    private void checkTerms(LookupCall lookup, Data.Literal items) {
        List<?> terms = items.value() instanceof List<?> list
                ? list
                : Stream.ofNullable(items.value()).toList();
        terms.stream()
                .filter(String.class::isInstance)
                .flatMap(term -> lookup.objection(String.valueOf(term)).stream())
                .forEach(detail -> loading.problems()
                        .report(Diagnostic.error(
                                "invalid-argument", "Invalid argument in an expression", detail, items.span())));
    }

    private Optional<Loop.Kind> kind(String key, LookupContext.Folder folder) {
        return SHAPES.containsKey(key)
                ? Optional.of(SHAPES.get(key))
                : loading.expressions()
                        .lookup(key.substring(WITH.length()), folder)
                        .map(Loop.Found::new);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(SHAPES.keySet());
        loading.expressions().lookups().forEach(lookup -> names.add(WITH + lookup));
        return names;
    }

    private static Loop.Extended extended(Keys keys) {
        boolean extended = keys.flag("extended", false);
        boolean all = keys.flag("extended_allitems", true);
        return !extended ? Loop.Extended.NO : all ? Loop.Extended.YES : Loop.Extended.WITHOUT_ALL_ITEMS;
    }

    private static boolean isLoop(String key) {
        return key.equals("loop") || key.startsWith(WITH);
    }

    /** The name of a variable, or a template that comes to one. */
    private Optional<Data> name(String key, Keys control) {
        return control.value(key, data)
                .map(name -> new Literals(control).text(key, name))
                .filter(name -> name.literalText()
                        .map(text -> data.checkVariable(new Located<>(text, name.span())))
                        .orElse(true));
    }

    private Loop control(Loop.Kind kind, Data items, Optional<YamlNode> node, Keys task) {
        Data item = new Data.Literal("item", items.span());
        Loop plain = new Loop(
                kind,
                items,
                new Loop.Names(item, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Loop.Extended.NO,
                List.of());
        if (node.isEmpty()) {
            return plain;
        }
        if (!(node.get() instanceof YamlNode.Mapping mapping)) {
            task.wrong("loop_control", "a mapping", node.get());
            return plain;
        }
        Keys keys = new Keys(mapping, loading.problems());
        Loop.Names names = new Loop.Names(name("loop_var", keys).orElse(item), name("index_var", keys));
        Loop loop = new Loop(
                kind,
                items,
                names,
                keys.take("label").map(data::read),
                keys.value("pause", data).map(value -> new Literals(keys).number(NumberKeyword.PAUSE, value)),
                extended(keys),
                keys.take("break_when").map(data::conditions).orElse(List.of()));
        keys.refuseOthers("loop_control", List.of());
        return loop;
    }
}
