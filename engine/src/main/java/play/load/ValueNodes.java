package play.load;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.SourceFile;
import play.source.Span;
import play.yaml.YamlNode;

/** Values as the nodes that a text of YAML with them would have. They stand nowhere. */
final class ValueNodes {
    private static final Span NOWHERE = new Span(new SourceFile("", ""), 0, 0);

    private ValueNodes() {}

    static YamlNode of(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                new YamlNode.Mapping(
                        map.entrySet().stream()
                                .map(entry -> new YamlNode.Entry(scalar(entry.getKey()), of(entry.getValue())))
                                .toList(),
                        NOWHERE);
            case List<?> list ->
                new YamlNode.Sequence(list.stream().map(ValueNodes::of).toList(), NOWHERE);
            case null, default -> scalar(value);
        };
    }

    private static YamlNode.Scalar scalar(@Nullable Object value) {
        String text = value == null ? "" : String.valueOf(value);
        int[] offsets = new int[text.length() + 1];
        Arrays.fill(offsets, 0);
        return new YamlNode.Scalar(value, text, Optional.empty(), true, NOWHERE, offsets);
    }
}
