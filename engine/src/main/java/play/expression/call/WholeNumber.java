package play.expression.call;

import io.burt.jmespath.Adapter;
import io.burt.jmespath.JmesPathType;
import io.burt.jmespath.function.ArgumentConstraint;
import io.burt.jmespath.function.ArgumentConstraints;
import io.burt.jmespath.function.BaseFunction;
import io.burt.jmespath.function.FunctionArgument;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of JMESPath that make integers of integers, which the library makes floats of. */
final class WholeNumber extends BaseFunction {
    private static final ArgumentConstraint NUMBER = ArgumentConstraints.typeOf(JmesPathType.NUMBER);

    /** What is made of the numbers that an argument is, or holds. */
    @FunctionalInterface
    private interface Arithmetic {
        Number of(List<Number> numbers);
    }

    private final Arithmetic arithmetic;

    private WholeNumber(String name, ArgumentConstraint argument, Arithmetic arithmetic) {
        super(name, argument);
        this.arithmetic = arithmetic;
    }

    static WholeNumber[] all() {
        return new WholeNumber[] {
            new WholeNumber("ceil", NUMBER, numbers -> (long) Math.ceil(first(numbers))),
            new WholeNumber("floor", NUMBER, numbers -> (long) Math.floor(first(numbers))),
            new WholeNumber("abs", NUMBER, numbers -> kept(numbers, first(numbers), Math::abs)),
            new WholeNumber(
                    "sum",
                    ArgumentConstraints.arrayOf(NUMBER),
                    numbers -> kept(
                            numbers,
                            numbers.stream().mapToDouble(Number::doubleValue).sum(),
                            DoubleUnaryOperator.identity()))
        };
    }

    private static double first(List<Number> numbers) {
        return numbers.getFirst().doubleValue();
    }

    /** An integer where all are. */
    private static Number kept(List<Number> numbers, double value, DoubleUnaryOperator then) {
        double result = then.applyAsDouble(value);
        boolean whole = numbers.stream().allMatch(number -> number instanceof Long || number instanceof Integer);
        return whole ? (Number) (long) result : (Number) result;
    }

    @Override
    protected <T> T callFunction(Adapter<T> data, List<FunctionArgument<T>> arguments) {
        T given = arguments.getFirst().value();
        List<T> values = data.typeOf(given) == JmesPathType.ARRAY ? data.toList(given) : List.of(given);
        Number result = arithmetic.of(values.stream().map(data::toNumber).toList());
        return result instanceof Long whole
                ? data.createNumber(whole.longValue())
                : data.createNumber(result.doubleValue());
    }
}
