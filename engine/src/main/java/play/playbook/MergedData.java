package play.playbook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.Span;
import play.value.Secret;

/** Mappings put together key by key, at every depth; what is no mapping on both sides is replaced as a whole. */
public final class MergedData {
    private MergedData() {}

    /** @param above wins where both have a key; its templates stay as they are */
    public static Data of(Data below, Data above) {
        Optional<Map<Object, Field>> lower = fields(below);
        Optional<Map<Object, Field>> upper = fields(above);
        if (lower.isEmpty() || upper.isEmpty()) {
            return above;
        }
        Map<Object, Field> all = new LinkedHashMap<>(lower.get());
        upper.get()
                .forEach((name, field) ->
                        all.merge(name, field, (old, fresh) -> new Field(fresh.key(), of(old.value(), fresh.value()))));
        Map<Data.Key, Data> merged = new LinkedHashMap<>();
        all.values().forEach(field -> merged.put(field.key(), field.value()));
        return Data.ofFields(merged, above.span());
    }

    private record Field(Data.Key key, Data value) {}

    private static Optional<Map<Object, Field>> fields(Data data) {
        return switch (data) {
            case Data.Fields(var fields, Span span) -> {
                Map<Object, Field> all = new LinkedHashMap<>();
                fields.forEach((key, value) -> all.put(name(key.value()), new Field(key, value)));
                yield Optional.of(all);
            }
            case Data.Literal literal -> literal(literal);
            case Data.Text text -> Optional.empty();
            case Data.Items items -> Optional.empty();
        };
    }

    private static Optional<Map<Object, Field>> literal(Data.Literal literal) {
        return switch (literal.value()) {
            case Map<?, ?> map
            when literal.parts().isPresent() -> fields(literal.parts().get());
            case Map<?, ?> map -> Optional.of(fields(map, false, literal.span()));
            case Secret(Map<?, ?> map) -> Optional.of(fields(map, true, literal.span()));
            case null, default -> Optional.empty();
        };
    }

    private static Map<Object, Field> fields(Map<?, ?> map, boolean hidden, Span place) {
        Map<Object, Field> all = new LinkedHashMap<>();
        map.forEach((key, value) -> all.put(
                name(key),
                new Field(
                        new Data.Key(key, place),
                        new Data.Literal(hidden && value != null ? new Secret(value) : value, place))));
        return all;
    }

    /** Equal for equal keys, null too. */
    private static Object name(@Nullable Object key) {
        return Optional.ofNullable(key);
    }
}
