package play.cli;

import java.util.List;
import java.util.stream.Stream;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;

/**
 * A parameter for the reference, or a key of a mapping that one takes.
 *
 * @param name with those it stands in: {@code healthcheck.test}, {@code networks[].name}
 */
record ParameterEntry(String name, Parameter parameter) {
    /** The parameters and all keys inside them, each before what it holds. */
    static List<ParameterEntry> all(Schema<?> schema) {
        return inside("", schema).toList();
    }

    private static Stream<ParameterEntry> inside(String place, Schema<?> schema) {
        return schema.parameters().stream()
                .flatMap(parameter -> Stream.concat(
                        Stream.of(new ParameterEntry(place + parameter.name(), parameter)),
                        ofType(place + parameter.name(), parameter.type())));
    }

    private static Stream<ParameterEntry> ofType(String place, ParameterType<?> type) {
        return Stream.concat(
                type.fields().stream().flatMap(schema -> inside(place + ".", schema)),
                type.items().stream().flatMap(items -> ofType(place + "[]", items)));
    }
}
