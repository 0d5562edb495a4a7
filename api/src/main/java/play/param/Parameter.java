package play.param;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.value.FlowText;
import play.value.Secret;
import play.value.Values;

/**
 * One parameter of a module, read from a record component or described.
 *
 * @param name as users write it: the component's name in snake case, or what {@link Called} says
 * @param optional whether the component is an {@code Optional}
 * @param fallback the default, as plain data or spelled as in YAML
 * @param meaning what it means to others than the module
 * @param noEffect why it has no effect, where it is taken for Ansible's sake
 */
public record Parameter(
        String name,
        List<String> aliases,
        String doc,
        ParameterType<?> type,
        boolean optional,
        Optional<Object> fallback,
        boolean freeForm,
        boolean anyOther,
        Optional<Meaning> meaning,
        Optional<String> noEffect,
        Constraint constraint) {

    private static final String RELATIVE = "[^\\x00\\n]+";

    /** A further condition on the value. */
    sealed interface Constraint {
        record None() implements Constraint {}

        record Pattern(String pattern, String expected) implements Constraint {}

        record Bounds(long from, long to) implements Constraint {}

        /** A path on the host. */
        record OnHost(boolean relative, String within) implements Constraint {}
    }

    static Parameter of(RecordComponent component) {
        @Nullable Doc doc = component.getAnnotation(Doc.class);
        if (doc == null) {
            throw new IllegalStateException(
                    component.getDeclaringRecord() + "." + component.getName() + " has no @Doc");
        }
        @Nullable Alias alias = component.getAnnotation(Alias.class);
        @Nullable Default fallback = component.getAnnotation(Default.class);
        boolean optional = component.getType() == Optional.class;
        Type type = optional
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getGenericType();
        return new Parameter(
                name(component),
                alias == null ? List.of() : List.of(alias.value()),
                doc.value(),
                ParameterTypes.of(type),
                optional,
                fallback == null ? Optional.empty() : Optional.of(plain(fallback.value())),
                component.isAnnotationPresent(FreeForm.class),
                component.isAnnotationPresent(AnyOther.class),
                Optional.ofNullable(component.getAnnotation(Means.class)).map(Means::value),
                Optional.ofNullable(component.getAnnotation(NoEffect.class)).map(NoEffect::value),
                constraint(component));
    }

    /** A default as an annotation spells it: what is empty and no text is that. */
    private static Object plain(String written) {
        return switch (written) {
            case "[]" -> List.of();
            case "{}" -> Map.of();
            default -> written;
        };
    }

    /** A parameter that may be left out and has no default. */
    public static Parameter described(String name, List<String> aliases, String doc, ParameterType<?> type) {
        return new Parameter(
                name,
                List.copyOf(aliases),
                doc,
                type,
                true,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                new Constraint.None());
    }

    /** What takes whatever has another name, or none of these: a mapping by name. */
    public static Parameter others(String name, String doc) {
        return described(name, List.of(), doc, ParameterTypes.mapping())
                .but(false, Optional.empty(), true, new Constraint.None());
    }

    /** The same, which must be given. */
    public Parameter needed() {
        return but(false, fallback, anyOther, constraint);
    }

    /** The same, which has this value where it is not given: plain data. */
    public Parameter withDefault(Object value) {
        return but(optional, Optional.of(value), anyOther, constraint);
    }

    /** The same, whose value is a path on the host, or a list of them; homes in it are written out. */
    public Parameter onHost() {
        return but(optional, fallback, anyOther, new Constraint.OnHost(true, ""));
    }

    private Parameter but(
            boolean nowOptional, Optional<Object> nowFallback, boolean nowAnyOther, Constraint nowConstraint) {
        return new Parameter(
                name,
                aliases,
                doc,
                type,
                nowOptional,
                nowFallback,
                freeForm,
                nowAnyOther,
                meaning,
                noEffect,
                nowConstraint);
    }

    public boolean means(Meaning wanted) {
        return meaning.equals(Optional.of(wanted));
    }

    /** Whether values are of this type, given or not. */
    public boolean isOf(Class<?> wanted) {
        return type.equals(ParameterTypes.of(wanted));
    }

    /** A literal value as the module gets it; nothing where it is wrong. No file is read. */
    public Optional<Object> literal(Object value) {
        try {
            return Optional.ofNullable(read(value, LiteralContext.INSTANCE));
        } catch (BindException e) {
            return Optional.empty();
        }
    }

    public boolean required() {
        return !optional && fallback.isEmpty() && !anyOther;
    }

    /** What the value may be, for the reference: {@code string}, {@code one of present, absent}. */
    public String shownType() {
        String choices = String.join(", ", type.choices());
        return choices.isEmpty() ? type.shown() : (type.items().isPresent() ? "list of " : "one of ") + choices;
    }

    /** The default, spelled as in YAML. */
    public Optional<String> shownFallback() {
        return fallback.map(value ->
                value instanceof List || value instanceof Map ? ContentJson.text(value) : String.valueOf(value));
    }

    /** Whether the parameter answers to a name. */
    public boolean answersTo(String given) {
        return name.equals(given) || aliases.contains(given);
    }

    /** Reads and checks a value. */
    @Nullable
    Object read(@Nullable Object value, BindContext context) throws BindException {
        return read(value, context, Set.of());
    }

    /** @param given the parameters that are given with it */
    @Nullable
    Object read(@Nullable Object value, BindContext context, Set<String> given) throws BindException {
        return within(type.read(value, context), value, context, given);
    }

    /**
     * Reads and checks a part of a literal value.
     *
     * @param of the type of such parts
     * @param bound whether what the parameter is bound to holds for the part
     */
    @Nullable
    Object readPart(ParameterType<?> of, @Nullable Object value, boolean bound) throws BindException {
        Object read = of.read(value, LiteralContext.INSTANCE);
        return bound ? within(read, value, LiteralContext.INSTANCE, Set.of()) : read;
    }

    /** What was read, within what its parameter is bound to. */
    private @Nullable Object within(
            @Nullable Object read, @Nullable Object value, BindContext context, Set<String> given)
            throws BindException {
        switch (constraint) {
            case Constraint.None() -> {}
            case Constraint.Pattern(String pattern, String expected) -> match(pattern, expected, read, value);
            case Constraint.OnHost(boolean relative, String within) -> {
                boolean absolute = !relative || (!within.isEmpty() && !given.contains(within));
                Object path = HostPaths.each(read == null ? "" : read, absolute, context);
                match(absolute ? HostPath.ABSOLUTE : RELATIVE, "a path", path, value);
                return path;
            }
            case Constraint.Bounds(long from, long to) -> {
                for (Object item : read instanceof List<?> list ? list : Collections.singletonList(read)) {
                    long number = item instanceof Number whole ? whole.longValue() : from;
                    if (number < from || number > to) {
                        throw new BindException("must be from " + from + " to " + to + ", not "
                                + (Values.hasSecrets(value) ? Secret.MASK : number));
                    }
                }
            }
        }
        return read;
    }

    /** @param given what the value or its items were read from */
    private static void match(String pattern, String expected, @Nullable Object read, @Nullable Object given)
            throws BindException {
        for (Object item : read instanceof List<?> list ? list : List.of(String.valueOf(read))) {
            if (!String.valueOf(item).matches(pattern)) {
                throw new BindException("must be " + expected + ", not " + shown(item, given));
            }
        }
    }

    /** @param given what the item was read from */
    private static String shown(Object item, @Nullable Object given) {
        return Values.hasSecrets(given) ? Secret.MASK : "'" + FlowText.of(item) + "'";
    }

    private static Constraint constraint(RecordComponent component) {
        @Nullable Matches matches = component.getAnnotation(Matches.class);
        @Nullable Range range = component.getAnnotation(Range.class);
        @Nullable HostPath path = component.getAnnotation(HostPath.class);
        if (path != null) {
            return new Constraint.OnHost(path.relative(), path.within());
        }
        if (matches != null) {
            return new Constraint.Pattern(matches.value(), matches.expected());
        }
        return range != null ? new Constraint.Bounds(range.from(), range.to()) : new Constraint.None();
    }

    private static String name(RecordComponent component) {
        @Nullable Called called = component.getAnnotation(Called.class);
        return called == null ? snakeCase(component.getName()) : called.value();
    }

    /** The name of a component as users write it. */
    public static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
