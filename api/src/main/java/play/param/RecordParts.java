package play.param;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A params record, taken apart into parameters, and made of their values. */
final class RecordParts<P extends Record> {
    private final Class<P> type;
    private final List<Part> parts;
    private final Constructor<P> constructor;

    /** A component of the params record. */
    private sealed interface Part {
        List<Parameter> parameters();

        record One(Parameter parameter) implements Part {
            @Override
            public List<Parameter> parameters() {
                return List.of(parameter);
            }
        }

        /** A record whose parameters stand among the others. */
        record Inlined(Schema<?> schema) implements Part {
            @Override
            public List<Parameter> parameters() {
                return schema.parameters();
            }
        }

        static Part of(RecordComponent component) {
            return component.isAnnotationPresent(Inline.class)
                    ? new Inlined(Schema.of(component.getType().asSubclass(Record.class)))
                    : new One(Parameter.of(component));
        }
    }

    RecordParts(Class<P> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        this.parts = Arrays.stream(components).map(Part::of).toList();
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    Schema<P> schema() {
        List<Parameter> parameters =
                parts.stream().flatMap(part -> part.parameters().stream()).toList();
        GroupRules rules = inlined().stream().map(Schema::rules).reduce(GroupRules.of(type), GroupRules::and);
        return new Schema<>(type.toString(), parameters, rules, this::construct);
    }

    private List<Schema<?>> inlined() {
        List<Schema<?>> schemas = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Inlined(Schema<?> schema)) {
                schemas.add(schema);
            }
        }
        return schemas;
    }

    private P construct(Iterator<@Nullable Object> values) {
        @Nullable Object[] arguments = new @Nullable Object[parts.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = switch (parts.get(i)) {
                case Part.One one -> values.next();
                case Part.Inlined(Schema<?> schema) -> schema.construct(values);
            };
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " refused its arguments", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
