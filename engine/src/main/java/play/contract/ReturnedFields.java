package play.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.result.CommonFields;
import play.result.ResultField;
import play.result.ResultType;
import play.value.Secret;
import play.value.Unknown;

/** Whether what a module returned is what it says that it returns. */
public final class ReturnedFields {
    private final List<String> faults = new ArrayList<>();
    private final Set<String> sometimes = new TreeSet<>();

    private ReturnedFields() {}

    /**
     * What differs, as sentences; none where all is as told.
     *
     * @param result of a call that did not fail, as {@code register} gets it; unknown agrees with anything
     */
    public static List<String> faults(ResultType.Fields told, Object result) {
        return List.copyOf(of(told, result).faults);
    }

    /** Fields that are there only sometimes, and are in this result: {@code stat.checksum}. */
    public static Set<String> sometimes(ResultType.Fields told, Object result) {
        return Set.copyOf(of(told, result).sometimes);
    }

    private static ReturnedFields of(ResultType.Fields told, Object result) {
        ReturnedFields returned = new ReturnedFields();
        if (result instanceof Map<?, ?> map) {
            returned.fields("", told, map);
        } else if (!(result instanceof Unknown)) {
            returned.faults.add("a result that is no mapping: " + result);
        }
        return returned;
    }

    /** All fields that are there only sometimes, as paths: {@code stat.checksum}, {@code members[].name}. */
    public static Set<String> sometimes(ResultType.Fields told) {
        Set<String> found = new TreeSet<>();
        sometimes("", told, found);
        return found;
    }

    private static void sometimes(String place, ResultType type, Set<String> found) {
        switch (type) {
            case ResultType.Fields fields -> {
                String before = place.isEmpty() ? "" : place + ".";
                fields.fields().stream()
                        .filter(field -> field.when().isPresent())
                        .forEach(field -> found.add(before + field.name()));
                fields.fields().forEach(field -> sometimes(before + field.name(), field.type(), found));
            }
            case ResultType.Items(ResultType each) -> sometimes(place + "[]", each, found);
            case ResultType.Keyed(ResultType each) -> sometimes(place + "[]", each, found);
            case ResultType.Scalar scalar -> {}
            case ResultType.Any any -> {}
        }
    }

    private void fields(String place, ResultType.Fields told, Map<?, ?> values) {
        values.keySet().stream()
                .map(String::valueOf)
                .filter(name -> !told.open() && told.find(name).isEmpty())
                .filter(name -> !place.isEmpty() || !CommonFields.has(told, name))
                .forEach(name -> faults.add("it returns '" + place + name + "', of which its record knows nothing"));
        for (ResultField field : told.fields()) {
            if (values.containsKey(field.name())) {
                field.when().ifPresent(when -> sometimes.add(place + field.name()));
                value(place + field.name(), field.type(), values.get(field.name()));
            } else if (field.when().isEmpty()) {
                faults.add("it does not return '" + place + field.name() + "', which its record always has");
            }
        }
    }

    private void value(String place, ResultType told, @Nullable Object value) {
        boolean agrees = switch (told) {
            case ResultType.Any() -> true;
            case ResultType.Scalar scalar -> isOf(scalar, value);
            case ResultType.Items items -> value instanceof List;
            case ResultType.Keyed keyed -> value instanceof Map;
            case ResultType.Fields fields -> value instanceof Map;
        };
        if (!agrees && !(value instanceof Unknown)) {
            faults.add("'" + place + "' is no " + told.shown() + " but " + value);
        } else if (value instanceof List<?> list && told instanceof ResultType.Items(ResultType each)) {
            list.forEach(item -> value(place + "[]", each, item));
        } else if (value instanceof Map<?, ?> map && told instanceof ResultType.Keyed(ResultType each)) {
            map.forEach((key, item) -> value(place + "[]", each, item));
        } else if (value instanceof Map<?, ?> map && told instanceof ResultType.Fields fields) {
            fields(place + ".", fields, map);
        }
    }

    private static boolean isOf(ResultType.Scalar type, @Nullable Object value) {
        return switch (type) {
            case STRING -> value instanceof String || value instanceof Secret;
            case INTEGER -> value instanceof Long || value instanceof Integer;
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
        };
    }
}
