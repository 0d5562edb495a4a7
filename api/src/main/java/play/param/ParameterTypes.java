package play.param;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.Mode;
import play.host.WantedMode;
import play.value.Bytes;
import play.value.Content;
import play.value.Values;

/** The parameter type of each Java type that a params record may use, and those that descriptions are made of. */
public final class ParameterTypes {
    /** A reader of one type, as data. */
    private record Simple<T>(String shown, Reader<T> reader, ParameterType.Source source, boolean takesUnknown)
            implements ParameterType<T> {
        @Override
        public @Nullable T read(@Nullable Object value, BindContext context) throws BindException {
            return reader.read(value, context);
        }
    }

    @FunctionalInterface
    private interface Reader<T> {
        @Nullable
        T read(@Nullable Object value, BindContext context) throws BindException;
    }

    private static final Map<Class<?>, ParameterType<?>> SIMPLE = Map.ofEntries(
            simple(String.class, "string", Scalars::text),
            simple(boolean.class, "boolean", Scalars::flag),
            simple(Boolean.class, "boolean", Scalars::flag),
            simple(int.class, "integer", value -> Math.toIntExact(Scalars.whole(value))),
            simple(Integer.class, "integer", value -> Math.toIntExact(Scalars.whole(value))),
            simple(long.class, "integer", Scalars::whole),
            simple(Long.class, "integer", Scalars::whole),
            simple(double.class, "number", Scalars::number),
            simple(Double.class, "number", Scalars::number),
            simple(Mode.class, "file mode", Scalars::mode),
            simple(WantedMode.class, "file mode", Scalars::wantedMode),
            simple(SourceMode.class, "file mode or preserve", Scalars::sourceMode),
            simple(Duration.class, "duration", Scalars::duration),
            simple(Instant.class, "moment", Scalars::instant),
            simple(Cidr.class, "CIDR", Scalars::cidr),
            simple(SecretText.class, "secret string", value -> new SecretText(Scalars.text(value))),
            Map.entry(
                    Object.class,
                    new Simple<>("any value", (value, context) -> value, ParameterType.Source.VALUE, true)),
            Map.entry(
                    Content.class,
                    new Simple<>("content", ParameterTypes::content, ParameterType.Source.CONTENT, true)),
            Map.entry(
                    LocalFile.class,
                    new Simple<>(
                            "file on the controller",
                            (value, context) -> localFile(Scalars.text(value), context),
                            ParameterType.Source.LOCAL_FILE,
                            false)),
            Map.entry(
                    LocalTree.class,
                    new Simple<>(
                            "directory or file on the controller",
                            (value, context) -> context.tree(Scalars.text(value)),
                            ParameterType.Source.LOCAL_PATH,
                            false)),
            Map.entry(
                    FileSource.class,
                    new Simple<>(
                            "file on the controller or on the host",
                            (value, context) -> new FileSource.OnController(localFile(Scalars.text(value), context)),
                            ParameterType.Source.LOCAL_FILE,
                            false)),
            Map.entry(
                    PathSource.class,
                    new Simple<>(
                            "file or directory on the controller, or path on the host",
                            (value, context) -> pathSource(Scalars.text(value), context),
                            ParameterType.Source.LOCAL_PATH,
                            false)),
            Map.entry(
                    TemplateFile.class,
                    new Simple<>(
                            "template on the controller",
                            (value, context) -> templateFile(Scalars.text(value), context),
                            ParameterType.Source.TEMPLATE_FILE,
                            false)),
            Map.entry(
                    DataFile.class,
                    new Simple<>(
                            "YAML file on the controller",
                            ParameterTypes::dataFile,
                            ParameterType.Source.LOCAL_FILE,
                            false)),
            Map.entry(
                    Evaluated.class,
                    new Simple<>(
                            "expression",
                            (value, context) -> value instanceof Boolean truth
                                    ? new Evaluated(String.valueOf(truth), truth)
                                    : context.evaluate(Scalars.text(value)),
                            ParameterType.Source.EXPRESSION,
                            true)));

    private ParameterTypes() {}

    private static LocalFile localFile(String name, BindContext context) throws BindException {
        return new LocalFile(name, context.file(name), context.modeOfFile(name));
    }

    private static PathSource pathSource(String name, BindContext context) throws BindException {
        Optional<LocalFolder> folder = context.folder(name);
        return folder.isPresent()
                ? new PathSource.Folder(folder.get())
                : new PathSource.OnController(localFile(name, context));
    }

    private static TemplateFile templateFile(String name, BindContext context) throws BindException {
        return new TemplateFile(name, context.template(name), context.modeOfTemplate(name));
    }

    private static <T> Map.Entry<Class<?>, ParameterType<?>> simple(Class<T> type, String shown, Scalars.Read<T> read) {
        return Map.entry(
                type, new Simple<>(shown, (value, context) -> read.read(value), ParameterType.Source.VALUE, false));
    }

    /**
     * The parameter type for a component's Java type, without {@code Optional}.
     *
     * @throws IllegalStateException there is none
     */
    public static ParameterType<?> of(Type type) {
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            if (parameterized.getRawType() == List.class) {
                return new ListType(of(arguments[0]));
            }
            if (parameterized.getRawType() == Map.class && arguments[0] == String.class) {
                return new MapType(of(arguments[1]));
            }
        }
        throw new IllegalStateException("no parameter type for " + type);
    }

    /** Lists of values of a type; a text with commas is taken as several. */
    public static ParameterType<List<?>> listOf(ParameterType<?> item) {
        return new ListType(item);
    }

    /** Mappings of any keys to any values. */
    public static ParameterType<?> mapping() {
        return new MapType(ofClass(Object.class));
    }

    /** Mappings with these fields. */
    public static ParameterType<Map<String, Object>> fields(Schema<ParameterValues> fields) {
        return new FieldsType(new NestedType<>(fields));
    }

    /** Values of a type of which only some may be chosen; those are plain data. */
    public static ParameterType<Object> oneOf(ParameterType<?> of, List<?> choices) {
        return new OneOfType(of, OneOfType.spelled(choices));
    }

    private static ParameterType<?> ofClass(Class<?> type) {
        ParameterType<?> simple = SIMPLE.get(type);
        if (simple != null) {
            return simple;
        }
        if (type.isAnnotationPresent(ReadBy.class)) {
            return made(type.getAnnotation(ReadBy.class).value());
        }
        if (type.isEnum()) {
            return new EnumType(type);
        }
        if (type.isRecord()) {
            return new NestedType<>(Schema.of(type.asSubclass(Record.class)));
        }
        throw new IllegalStateException("no parameter type for " + type);
    }

    private static ParameterType<?> made(Class<? extends ParameterType<?>> reader) {
        try {
            Constructor<? extends ParameterType<?>> constructor = reader.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no constructor without arguments: " + reader.getName(), e);
        }
    }

    private static Content content(@Nullable Object value, BindContext context) throws BindException {
        if (value instanceof Content content) {
            return content;
        }
        String text = value instanceof Map || value instanceof List ? ContentJson.text(value) : Scalars.text(value);
        return Values.hasSecrets(value) ? Content.secret(Bytes.of(text)) : Content.of(text);
    }

    private static DataFile dataFile(@Nullable Object value, BindContext context) throws BindException {
        String name = Scalars.text(value);
        List<Object> documents = context.documents(context.file(name), Set.of());
        if (documents.size() != 1) {
            throw new BindException("must name a file with one YAML document; " + name + " holds " + documents.size());
        }
        return new DataFile(name, documents.getFirst());
    }

    /** A list; a text with commas is taken as several items, any other scalar as one. */
    private record ListType(ParameterType<?> item) implements ParameterType<List<?>> {
        @Override
        public String shown() {
            return "list of " + item.shown();
        }

        @Override
        public Optional<ParameterType<?>> items() {
            return Optional.of(item);
        }

        @Override
        public Source source() {
            return item.source();
        }

        @Override
        public List<String> choices() {
            return item.choices();
        }

        @Override
        public boolean takesUnknown() {
            return item.takesUnknown();
        }

        @Override
        public List<?> read(@Nullable Object value, BindContext context) throws BindException {
            List<Object> items = new ArrayList<>();
            for (Object element : elements(value)) {
                try {
                    Object read = item.read(element, context);
                    if (read != null) {
                        items.add(read);
                    }
                } catch (BindException e) {
                    throw value instanceof List<?> list ? e.ofItem(list.indexOf(element)) : e;
                }
            }
            return List.copyOf(items);
        }

        private List<?> elements(@Nullable Object value) {
            return switch (value) {
                case null -> List.of();
                case List<?> list -> list;
                case String text
                when item.source() == Source.VALUE && !item.isMapping() ->
                    List.of(text.split(",")).stream()
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .toList();
                default -> List.of(value);
            };
        }
    }

    private record MapType(ParameterType<?> item) implements ParameterType<Map<String, ?>> {
        @Override
        public boolean isMapping() {
            return true;
        }

        @Override
        public Optional<ParameterType<?>> values() {
            return Optional.of(item);
        }

        @Override
        public String shown() {
            return "mapping to " + item.shown();
        }

        @Override
        public boolean takesUnknown() {
            return item.takesUnknown();
        }

        @Override
        public Map<String, ?> read(@Nullable Object value, BindContext context) throws BindException {
            if (!(value instanceof Map<?, ?> map)) {
                throw new BindException("must be a mapping, not " + Scalars.described(value));
            }
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = String.valueOf(entry.getKey());
                try {
                    read.put(name, item.read(entry.getValue(), context));
                } catch (BindException e) {
                    throw e.ofField(name);
                }
            }
            return Collections.unmodifiableMap(read);
        }
    }
}
