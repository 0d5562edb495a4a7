package play.cli;

import java.util.List;
import java.util.stream.Stream;
import play.result.ResultField;
import play.result.ResultType;

/**
 * A field of a result for the reference, with the way to it.
 *
 * @param name with those it stands in: {@code stat.exists}, {@code members[].name}
 */
record FieldEntry(String name, ResultField field) {
    /** The fields and all inside them, each before what it holds. */
    static List<FieldEntry> all(ResultType.Fields fields) {
        return inside("", fields).toList();
    }

    private static Stream<FieldEntry> inside(String place, ResultType type) {
        return switch (type) {
            case ResultType.Fields fields ->
                fields.fields().stream()
                        .flatMap(field -> Stream.concat(
                                Stream.of(new FieldEntry(joined(place, field.name()), field)),
                                inside(joined(place, field.name()), field.type())));
            case ResultType.Items(ResultType each) -> inside(place + "[]", each);
            case ResultType.Keyed(ResultType each) -> inside(place + ".*", each);
            case ResultType.Scalar scalar -> Stream.of();
            case ResultType.Any any -> Stream.of();
        };
    }

    private static String joined(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }
}
