package play.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.source.Located;
import play.source.Span;

/**
 * A value as a task has it.
 *
 * @param written the text of a scalar, templates in it not rendered
 * @param literal its value, where it has no template and is not null
 * @param items those of a list
 * @param fields those of a mapping
 */
public record Given(
        Optional<String> written, Optional<Object> literal, Span span, List<Given> items, Map<String, Given> fields) {
    public Given {
        items = List.copyOf(items);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public Optional<Given> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The text of a scalar and its place. */
    public Optional<Located<String>> text() {
        return written.map(text -> new Located<>(text, span));
    }

    /** The text of a scalar without a template. */
    public Optional<String> literalText() {
        return literal.isPresent() ? written : Optional.empty();
    }

    /** Whether it is this text, without a template. */
    public boolean is(String text) {
        return literalText().equals(Optional.of(text));
    }
}
