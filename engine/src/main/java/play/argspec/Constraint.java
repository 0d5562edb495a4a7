package play.argspec;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.expression.Expression;
import play.expression.ExpressionException;
import play.expression.FreeName;
import play.expression.Scope;
import play.expression.Template;
import play.expression.Truth;
import play.source.Span;
import play.value.Unknown;

/**
 * What must hold between variables. As an expression it comes to an empty text where it holds, else to what is wrong.
 *
 * @param when it holds anyway unless all of these do
 * @param failMessage what is wrong and why, for people
 * @param once whether it says the same for every host
 * @param about whose values are at fault: variables, {@code groups.NAME}, {@code inventory_hostname}; none: those of
 *     {@code that}
 */
public record Constraint(
        List<Expression> when, List<Expression> that, Template failMessage, boolean once, List<String> about, Span span)
        implements Expression {
    public Constraint {
        when = List.copyOf(when);
        that = List.copyOf(that);
        about = List.copyOf(about);
    }

    @Override
    public @Nullable Object evaluate(Scope scope) throws ExpressionException {
        for (Expression condition : when) {
            switch (condition.test(scope)) {
                case Truth.Undetermined(var unknown) -> {
                    return unknown;
                }
                case Truth.Decided(boolean holds) -> {
                    if (!holds) {
                        return "";
                    }
                }
            }
        }
        return wrong(scope);
    }

    /** What is false decides, whatever is unknown about the rest. */
    private @Nullable Object wrong(Scope scope) throws ExpressionException {
        Object result = "";
        for (Expression condition : that) {
            switch (condition.test(scope)) {
                case Truth.Undetermined(var unknown) -> result = unknown;
                case Truth.Decided(boolean holds) -> {
                    if (!holds) {
                        return message(condition, scope);
                    }
                }
            }
        }
        return result;
    }

    /** What is wrong is said in any case, if need be without the author's words. */
    private String message(Expression condition, Scope scope) {
        try {
            Object message = failMessage.value(scope);
            if (!(message instanceof Unknown)) {
                return String.valueOf(message);
            }
            return "This does not hold: " + condition.source() + ".";
        } catch (ExpressionException e) {
            return "This does not hold: " + condition.source() + ". Its fail_msg cannot be evaluated: "
                    + e.diagnostic().detail();
        }
    }

    @Override
    public Truth test(Scope scope) throws ExpressionException {
        Object value = evaluate(scope);
        return value instanceof Unknown unknown ? new Truth.Undetermined(unknown) : Truth.of("".equals(value));
    }

    /** What {@code when} asks for, {@code that} may read, and the message what either asks for. */
    @Override
    public Set<FreeName> freeNames() {
        Set<String> asked = guarded(when);
        Set<String> told = new LinkedHashSet<>(asked);
        told.addAll(guarded(that));
        Stream<FreeName> message = failMessage.freeNames().stream();
        return Stream.of(names(when), excused(names(that), asked), excused(message, told))
                .flatMap(names -> names)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> guarded(List<Expression> conditions) {
        return names(conditions).filter(FreeName::guarded).map(FreeName::name).collect(Collectors.toSet());
    }

    private static Stream<FreeName> excused(Stream<FreeName> names, Set<String> asked) {
        return names.map(name -> asked.contains(name.name()) ? name.asGuarded() : name);
    }

    private static Stream<FreeName> names(List<Expression> expressions) {
        return expressions.stream().flatMap(expression -> expression.freeNames().stream());
    }

    /** Its place, by which one constraint is told from another. */
    @Override
    public String source() {
        return span.toString();
    }

    /** The names to look for what is at fault, the likeliest first. */
    public List<String> suspects() {
        Stream<String> read = names(that)
                .sorted(Comparator.comparing((FreeName name) -> name.span().start()))
                .map(FreeName::name);
        return about.isEmpty() ? read.distinct().toList() : about;
    }
}
