package play.result;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.param.AnyOther;
import play.param.Doc;
import play.param.Inline;
import play.param.Parameter;

/** The type of each Java type that a record of a result may use. */
final class ResultTypes {
    private static final Map<Type, ResultType> SIMPLE = Map.of(
            String.class, ResultType.Scalar.STRING,
            int.class, ResultType.Scalar.INTEGER,
            long.class, ResultType.Scalar.INTEGER,
            Integer.class, ResultType.Scalar.INTEGER,
            Long.class, ResultType.Scalar.INTEGER,
            double.class, ResultType.Scalar.NUMBER,
            Double.class, ResultType.Scalar.NUMBER,
            boolean.class, ResultType.Scalar.BOOLEAN,
            Boolean.class, ResultType.Scalar.BOOLEAN,
            Object.class, new ResultType.Any());

    private ResultTypes() {}

    static ResultType.Fields fields(Class<? extends Record> result) {
        List<ResultField> fields = new ArrayList<>();
        boolean open = false;
        for (RecordComponent component : result.getRecordComponents()) {
            if (component.isAnnotationPresent(AnyOther.class)) {
                open = true;
            } else if (component.isAnnotationPresent(Inline.class)) {
                ResultType.Fields inner = fields(component.getType().asSubclass(Record.class));
                fields.addAll(inner.fields());
                open = open || inner.open();
            } else {
                fields.add(field(component));
            }
        }
        return new ResultType.Fields(fields, open);
    }

    private static ResultField field(RecordComponent component) {
        String where = component.getDeclaringRecord() + "." + component.getName();
        @Nullable Doc doc = component.getAnnotation(Doc.class);
        if (doc == null) {
            throw new IllegalStateException(where + " has no @Doc");
        }
        boolean optional = component.getType() == Optional.class;
        Optional<String> when = when(component);
        if (optional && when.isEmpty()) {
            throw new IllegalStateException(where + " does not say when it is there");
        }
        @Nullable Named named = component.getAnnotation(Named.class);
        return new ResultField(
                named == null ? Parameter.snakeCase(component.getName()) : named.value(),
                doc.value(),
                type(optional ? argument(component.getGenericType(), 0) : component.getGenericType()),
                optional ? when : Optional.empty());
    }

    private static Optional<String> when(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(When.class))
                .or(() -> Optional.ofNullable(component.getDeclaringRecord().getAnnotation(When.class)))
                .map(When::value);
    }

    private static ResultType type(Type type) {
        if (SIMPLE.get(type) instanceof ResultType simple) {
            return simple;
        }
        if (type instanceof Class<?> known && known.isRecord()) {
            return fields(known.asSubclass(Record.class));
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ResultType.Items(type(argument(type, 0)));
        }
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return new ResultType.Keyed(type(argument(type, 1)));
        }
        throw new IllegalStateException("no field of a result can be a " + type.getTypeName());
    }

    private static Type argument(Type type, int number) {
        return ((ParameterizedType) type).getActualTypeArguments()[number];
    }
}
