package play.playbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.FreeName;
import play.expression.Scope;
import play.expression.Template;
import play.source.Located;
import play.source.Span;
import play.value.Omit;

/** A value as it stands in a YAML text, its templates parsed once. */
public sealed interface Data {
    Span span();

    /**
     * Nothing to evaluate in it: plain immutable data, with {@code Secret} for what was encrypted.
     *
     * @param parts where the items or fields of a list or mapping stand; nothing for a scalar
     */
    record Literal(@Nullable Object value, Span span, Optional<Data> parts) implements Data {
        public Literal(@Nullable Object value, Span span) {
            this(value, span, Optional.empty());
        }
    }

    /** A text with {@code {{ }}} in it. */
    record Text(Template template, Span span) implements Data {}

    /** A list that has a template somewhere. */
    record Items(List<Data> items, Span span) implements Data {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A mapping that has a template somewhere. */
    record Fields(Map<Key, Data> fields, Span span) implements Data {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** A key of a mapping: a scalar. */
    record Key(@Nullable Object value, Span span) {}

    /** A list, literal if all of its items are. */
    static Data ofItems(List<Data> items, Span span) {
        if (!items.stream().allMatch(item -> item instanceof Literal)) {
            return new Items(items, span);
        }
        List<@Nullable Object> values = new ArrayList<>();
        items.forEach(item -> values.add(((Literal) item).value()));
        return new Literal(Collections.unmodifiableList(values), span, Optional.of(new Items(items, span)));
    }

    /** A mapping, literal if all of its values are. */
    static Data ofFields(Map<Key, Data> fields, Span span) {
        if (!fields.values().stream().allMatch(field -> field instanceof Literal)) {
            return new Fields(fields, span);
        }
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name.value(), ((Literal) field).value()));
        return new Literal(Collections.unmodifiableMap(values), span, Optional.of(new Fields(fields, span)));
    }

    /** The same of fields whose keys are texts. */
    static Data ofNamed(Map<Located<String>, Data> fields, Span span) {
        Map<Key, Data> keys = new LinkedHashMap<>();
        fields.forEach((name, field) -> keys.put(new Key(name.value(), name.span()), field));
        return ofFields(keys, span);
    }

    /**
     * Where a part of it stands, or the innermost around that part whose place is known.
     *
     * @param path keys and indices from here to the part
     * @param ofKey whether the last key is meant, not its value
     */
    default Span placeOf(List<Object> path, boolean ofKey) {
        if (path.isEmpty()) {
            return span();
        }
        Object first = path.getFirst();
        List<Object> rest = path.subList(1, path.size());
        return switch (this) {
            case Literal literal ->
                literal.parts().map(parts -> parts.placeOf(path, ofKey)).orElse(span());
            case Text text -> span();
            case Items items ->
                first instanceof Integer index && index < items.items().size()
                        ? items.items().get(index).placeOf(rest, ofKey)
                        : span();
            case Fields fields ->
                fields.fields().entrySet().stream()
                        .filter(field -> Objects.equals(field.getKey().value(), first))
                        .findFirst()
                        .map(field -> rest.isEmpty() && ofKey
                                ? field.getKey().span()
                                : field.getValue().placeOf(rest, ofKey))
                        .orElse(span());
        };
    }

    /** The fields of a mapping by where they stand, unless it is a template as a whole. */
    default Optional<Map<Located<String>, Data>> named() {
        return switch (this) {
            case Fields(var fields, var span) -> Optional.of(named(fields));
            case Literal literal -> literal.parts().flatMap(Data::named);
            case Text text -> Optional.empty();
            case Items items -> Optional.empty();
        };
    }

    private static Map<Located<String>, Data> named(Map<Key, Data> fields) {
        Map<Located<String>, Data> named = new LinkedHashMap<>();
        fields.forEach((key, field) -> named.put(new Located<>(String.valueOf(key.value()), key.span()), field));
        return named;
    }

    /** The text of a literal that is a scalar. */
    default Optional<String> literalText() {
        return this instanceof Literal(Object value, Span span, var parts)
                        && value != null
                        && !(value instanceof Map || value instanceof List)
                ? Optional.of(String.valueOf(value))
                : Optional.empty();
    }

    /** The text of a scalar as it is written, with a template or without. */
    default Optional<String> writtenText() {
        return this instanceof Text || literalText().isPresent() ? Optional.of(shown()) : Optional.empty();
    }

    default boolean isLiteral() {
        return this instanceof Literal;
    }

    /** As it was written, for titles before it is rendered. */
    default String shown() {
        return switch (this) {
            case Literal literal -> String.valueOf(literal.value());
            case Text text -> text.template().source();
            case Items items -> items.items().stream().map(Data::shown).toList().toString();
            case Fields fields -> fields.span().text();
        };
    }

    /** The value with its templates as they are written. */
    default @Nullable Object written() {
        return switch (this) {
            case Literal literal -> literal.value();
            case Text text -> text.template().source();
            case Items items -> {
                List<@Nullable Object> values = new ArrayList<>();
                items.items().forEach(item -> values.add(item.written()));
                yield Collections.unmodifiableList(values);
            }
            case Fields fields -> {
                Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
                fields.fields().forEach((name, field) -> values.put(name.value(), field.written()));
                yield Collections.unmodifiableMap(values);
            }
        };
    }

    /** The value in a scope; entries of mappings and items of lists that come to {@code omit} are left out. */
    default @Nullable Object value(Scope scope) throws ExpressionException {
        return switch (this) {
            case Literal literal -> literal.value();
            case Text text -> text.template().value(scope);
            case Items items -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (Data item : items.items()) {
                    Object value = item.value(scope);
                    if (value != Omit.OMIT) {
                        values.add(value);
                    }
                }
                yield Collections.unmodifiableList(values);
            }
            case Fields fields -> {
                Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
                for (Map.Entry<Key, Data> field : fields.fields().entrySet()) {
                    Object value = field.getValue().value(scope);
                    if (value != Omit.OMIT) {
                        values.put(field.getKey().value(), value);
                    }
                }
                yield Collections.unmodifiableMap(values);
            }
        };
    }

    /** The variables it reads. */
    default Stream<FreeName> freeNames() {
        return switch (this) {
            case Literal literal -> Stream.of();
            case Text text -> text.template().freeNames().stream();
            case Items items -> items.items().stream().flatMap(Data::freeNames);
            case Fields fields -> fields.fields().values().stream().flatMap(Data::freeNames);
        };
    }
}
