package play.param;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.diag.Problems;
import play.source.Located;
import play.source.Span;

/** The parameters of a module, derived from its params record: names, types, defaults, constraints, documentation. */
public final class Schema<P extends Record> {
    private final Class<P> type;
    private final List<Part> parts;
    private final List<Parameter> parameters;
    private final GroupRules rules;
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

    private Schema(Class<P> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        this.parts = Arrays.stream(components).map(Part::of).toList();
        this.parameters =
                parts.stream().flatMap(part -> part.parameters().stream()).toList();
        this.rules = inlined().stream().map(Schema::rules).reduce(GroupRules.of(type), GroupRules::and);
        refuseStrangers();
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    public static <P extends Record> Schema<P> of(Class<P> params) {
        return new Schema<>(params);
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    public Optional<Parameter> find(String name) {
        return parameters.stream()
                .filter(parameter -> !parameter.anyOther() && parameter.answersTo(name))
                .findFirst();
    }

    /** Whether two names are those of one parameter, which may have several. */
    public boolean areSame(String one, String other) {
        return one.equals(other)
                || find(one).filter(parameter -> parameter.answersTo(other)).isPresent();
    }

    /** The parameter that takes what is written right after the module's name. */
    public Optional<Parameter> freeForm() {
        return parameters.stream().filter(Parameter::freeForm).findFirst();
    }

    /** The parameter that means this, where the module has one. */
    public Optional<Parameter> find(Meaning meaning) {
        return parameters.stream().filter(parameter -> parameter.means(meaning)).findFirst();
    }

    /** What is asked of parameters together. */
    GroupRules rules() {
        return rules;
    }

    /** The end of a sentence that begins with the module. */
    String told(GroupRule.Fault fault) {
        return fault.message()
                + fault.missing().stream()
                        .findFirst()
                        .flatMap(this::find)
                        .map(parameter -> ": " + parameter.doc())
                        .orElse(".");
    }

    /** A rule on a name that is none would never be broken. */
    private void refuseStrangers() {
        for (GroupRule rule : rules.all()) {
            rule.names().stream().filter(name -> find(name).isEmpty()).forEach(name -> {
                throw new IllegalStateException(type + " has a rule on '" + name + "', which is no parameter");
            });
        }
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

    /** All names and aliases. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        parameters.stream().filter(parameter -> !parameter.anyOther()).forEach(parameter -> {
            names.add(parameter.name());
            names.addAll(parameter.aliases());
        });
        return names;
    }

    /** Whether any name of a variable is taken: {@code set_fact}. */
    public boolean takesAnyOther() {
        return parameters.stream().anyMatch(Parameter::anyOther);
    }

    /**
     * While loading: reports every problem that can be told before values are known.
     *
     * @param module its name and where the task calls it
     */
    public void check(Located<String> module, Map<Located<String>, Written> written, Problems problems) {
        new ParameterCheck(this, module, problems).check(written);
    }

    /**
     * The same of parameters of which others will be given too: looks at each alone.
     *
     * @param module its name and where parameters are given to it
     */
    public void checkEach(Located<String> module, Map<Located<String>, Written> written, Problems problems) {
        new ParameterCheck(this, module, problems).checkEach(written);
    }

    /**
     * For one host: the params record from rendered values.
     *
     * @param rendered by the names as written; {@code Omit} counts as not written; for parameters whose source is
     *     content, already {@code Content}
     */
    public Binding<P> bind(Map<String, ? extends @Nullable Object> rendered, BindContext context) {
        return new ParameterBinding<>(this, rendered, context).bind();
    }

    /**
     * The params record of a task without templates; nothing where any value is wrong, which is told by {@link #check}.
     */
    public Optional<P> literal(Map<Located<String>, Written> written) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<Located<String>, Written> entry : written.entrySet()) {
            if (!(entry.getValue() instanceof Written.Literal(Object value, Span span))) {
                return Optional.empty();
            }
            values.put(entry.getKey().value(), value);
        }
        return bind(values, LiteralContext.INSTANCE) instanceof Binding.Bound<P>(P params)
                ? Optional.of(params)
                : Optional.empty();
    }

    /** @param values of all parameters, in order */
    P construct(Iterator<@Nullable Object> values) {
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
