package play.param;

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
import play.value.TemplateStyle;

/**
 * The parameters of a module: names, types, defaults, constraints, documentation. Derived from a record, or from a
 * description.
 */
public final class Schema<P extends Record> {
    private final List<Parameter> parameters;
    private final GroupRules rules;
    private final Making<P> making;

    /** Makes what a module is given. */
    @FunctionalInterface
    interface Making<P extends Record> {
        /** @param values of all parameters, in order */
        P of(Iterator<@Nullable Object> values);
    }

    Schema(String owner, List<Parameter> parameters, GroupRules rules, Making<P> making) {
        this.parameters = List.copyOf(parameters);
        this.rules = rules;
        this.making = making;
        refuseStrangers(owner);
    }

    /** The parameters that are the components of a record. */
    public static <P extends Record> Schema<P> of(Class<P> params) {
        return new RecordParts<>(params).schema();
    }

    /**
     * Parameters that are described one by one.
     *
     * @param rules on names of these parameters, and of no others
     */
    public static Schema<ParameterValues> of(List<Parameter> parameters, GroupRules rules) {
        return new Schema<>("A description", parameters, rules, values -> ParameterValues.of(parameters, values));
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

    /** All that have a meaning. */
    public List<Parameter> all(Meaning meaning) {
        return parameters.stream().filter(parameter -> parameter.means(meaning)).toList();
    }

    /** How templates are written, as far as options are written; what is wrong is told of each by itself. */
    public TemplateStyle style(Map<String, ? extends @Nullable Object> written) {
        TemplateStyle style = TemplateStyle.USUAL;
        for (Parameter option : all(Meaning.TEMPLATE_OPTION)) {
            for (Map.Entry<String, ? extends @Nullable Object> entry : written.entrySet()) {
                if (option.answersTo(entry.getKey())) {
                    style = style.with(option.name(), option(option, entry.getValue()))
                            .orElse(style);
                }
            }
        }
        return style;
    }

    private static @Nullable Object option(Parameter option, @Nullable Object value) {
        try {
            return option.type().equals(ParameterTypes.of(boolean.class)) && value != null
                    ? Scalars.flag(value)
                    : value;
        } catch (BindException toldWhereItIsRead) {
            return null;
        }
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
    private void refuseStrangers(String owner) {
        for (GroupRule rule : rules.all()) {
            rule.names().stream().filter(name -> find(name).isEmpty()).forEach(name -> {
                throw new IllegalStateException(owner + " has a rule on '" + name + "', which is no parameter");
            });
        }
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
        new ParameterCheck(this, ParameterOwner.of(module), problems).check(written);
    }

    /**
     * The same of parameters of which others will be given too: looks at each alone.
     *
     * @param module its name and where parameters are given to it
     */
    public void checkEach(Located<String> module, Map<Located<String>, Written> written, Problems problems) {
        new ParameterCheck(this, ParameterOwner.of(module), problems).checkEach(written);
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
            if (!(entry.getValue() instanceof Written.Literal(Object value, Span span, var parts))) {
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
        return making.of(values);
    }
}
