package play.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.event.RunEvent;
import play.source.SourceFile;
import play.source.Span;

/** Reads what {@link JsonLines} has written. Events and fields that it does not know are passed over. */
public final class EventReader {
    /** Lines and columns of a place; none has more, and a text is made that has as many. */
    private static final int FARTHEST = 1_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<Report.Stamped> taker;

    private EventReader(Consumer<Report.Stamped> taker) {
        this.taker = taker;
    }

    /** A line of a file of events is none. */
    public static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1;

        MalformedException(int line, String why) {
            super("line " + line + " is no event: " + why);
        }
    }

    /** Whether a file that begins with this line may be one of events. */
    public static boolean isEvent(String line) {
        try {
            return JSON.readTree(line) instanceof JsonNode node
                    && node.path("event").isTextual();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /**
     * Hands on every event of a file. The last line may be cut off, as it is where the run was killed.
     *
     * @throws MalformedException where another line is no event
     */
    public static void replay(BufferedReader lines, Consumer<Report.Stamped> taker) throws IOException {
        EventReader reader = new EventReader(taker);
        int number = 0;
        @Nullable String line = lines.readLine();
        while (line != null) {
            number++;
            @Nullable String next = lines.readLine();
            try {
                reader.read(JSON.readTree(line));
            } catch (JsonProcessingException e) {
                if (next != null) {
                    throw new MalformedException(number, e.getOriginalMessage());
                }
            } catch (IllegalArgumentException e) {
                throw new MalformedException(number, String.valueOf(e.getMessage()));
            }
            line = next;
        }
    }

    private void read(JsonNode line) {
        Class<?> type = named(RunEvent.class, required(line, "event").asText()).orElse(null);
        if (type != null) {
            taker.accept(new Report.Stamped(
                    required(line, "n").asLong(),
                    required(line, "time").asLong(),
                    RunEvent.class.cast(record(type, line))));
        }
    }

    private static JsonNode required(JsonNode object, String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            throw new IllegalArgumentException("it has no '" + field + "'");
        }
        return value;
    }

    /** The one of a sealed family that is called so. */
    private static Optional<Class<?>> named(Class<?> family, String name) {
        return Arrays.stream(Objects.requireNonNull(family.getPermittedSubclasses()))
                .filter(type -> JsonLines.snake(type.getSimpleName()).equals(name))
                .findFirst()
                .map(type -> type);
    }

    private static Object record(Class<?> type, JsonNode node) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(
                    components[i].getGenericType(), node.get(JsonLines.snake(components[i].getName())), components[i]);
        }
        try {
            var constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("it makes no " + type.getSimpleName(), e);
        }
    }

    private static @Nullable Object value(Type type, @Nullable JsonNode node, RecordComponent component) {
        if (node == null || node.isNull()) {
            return missing(type, component);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return Optional.ofNullable(value(generic.getActualTypeArguments()[0], node, component));
        }
        if (type == Object.class) {
            return plain(node);
        }
        return switch (type) {
            case ParameterizedType list -> items(list.getActualTypeArguments()[0], node, component);
            case Class<?> plain -> single(plain, node);
            default -> throw new IllegalArgumentException("'" + component.getName() + "' is of no known type");
        };
    }

    /** What a field is that a line does not have. */
    private static @Nullable Object missing(Type type, RecordComponent component) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return Optional.empty();
        }
        if (type == Object.class) {
            return null;
        }
        throw new IllegalArgumentException("it has no '" + JsonLines.snake(component.getName()) + "'");
    }

    private static List<Object> items(Type type, JsonNode node, RecordComponent component) {
        List<Object> items = new ArrayList<>();
        node.forEach(item -> items.add(Objects.requireNonNull(value(type, item, component))));
        return items;
    }

    private static Object single(Class<?> type, JsonNode node) {
        if (type == String.class) {
            return node.asText();
        } else if (type == int.class) {
            return node.asInt();
        } else if (type == long.class) {
            return node.asLong();
        } else if (type == boolean.class) {
            return node.asBoolean();
        } else if (type == Span.class) {
            return span(node);
        } else if (type.isEnum()) {
            return constant(type, node.asText());
        } else if (type.isSealed()) {
            String kind = required(node, "kind").asText();
            return record(
                    named(type, kind)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "'" + kind + "' is no " + JsonLines.snake(type.getSimpleName()))),
                    node);
        }
        return record(type, node);
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .filter(constant -> JsonLines.snake(((Enum<?>) constant).name()).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no " + type.getSimpleName()));
    }

    /** In a file of blanks: what stands there is not known. */
    private static Span span(JsonNode node) {
        int line = Math.clamp(required(node, "line").asInt(), 1, FARTHEST);
        int column = Math.clamp(required(node, "column").asInt(), 1, FARTHEST);
        String text = "\n".repeat(line - 1) + " ".repeat(column - 1);
        return new SourceFile(required(node, "file").asText(), text).span(text.length(), text.length());
    }

    private static @Nullable Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }
}
