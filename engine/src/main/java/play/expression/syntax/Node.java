package play.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of an expression: chars {@code [start, end)} of the text. */
public sealed interface Node {
    int start();

    int end();

    /** Text, number, boolean or null. */
    record Constant(@Nullable Object value, int start, int end) implements Node {}

    record Name(String name, int start, int end) implements Node {}

    /** A list or tuple. */
    record Items(List<Node> items, boolean tuple, int start, int end) implements Node {}

    /** A mapping; {@code parts} are key, value, key, value… */
    record Pairs(List<Node> parts, int start, int end) implements Node {}

    /** {@code target.name}. */
    record Attribute(Node target, String name, int start, int end) implements Node {}

    /** {@code target[index]}, or {@code target.0}. */
    record Subscript(Node target, Node index, int start, int end) implements Node {}

    /** {@code target[from:to:step]}; what is left out is the constant null. */
    record Slice(Node target, List<Node> bounds, int start, int end) implements Node {}

    /** {@code function(…)}. */
    record Call(Word function, Arguments arguments, int start, int end) implements Node {}

    /** {@code target.method(…)}. */
    record Method(Node target, Word method, Arguments arguments, int start, int end) implements Node {}

    /** {@code input | filter(…)}. */
    record Filter(Node input, Word filter, Arguments arguments, int start, int end) implements Node {}

    /** {@code input is test(…)}. */
    record Test(Node input, Word test, Arguments arguments, boolean negated, int start, int end) implements Node {}

    /** {@code -x}, {@code +x}. */
    record Signed(char sign, Node operand, int start, int end) implements Node {}

    record Not(Node operand, int start, int end) implements Node {}

    /** {@code + - * / // % ** ~}. */
    record Binary(String operator, Node left, Node right, int start, int end) implements Node {}

    /** {@code a < b <= c}: one operator fewer than operands; {@code in} and {@code not in} are among them. */
    record Comparison(List<Node> operands, List<String> operators, int start, int end) implements Node {}

    /** {@code and} when {@code both}, else {@code or}. */
    record Logic(boolean both, Node left, Node right, int start, int end) implements Node {}

    /** {@code then if test else otherwise}. */
    record Conditional(Node test, Node then, Optional<Node> otherwise, int start, int end) implements Node {}

    /** A name that is no value: of a filter, test, function or method. */
    record Word(String text, int start, int end) {}

    /**
     * What stands between the parentheses of a call.
     *
     * @param names of the last values
     * @param rest {@code *rest}: a list of more arguments without a name
     * @param others {@code **others}: a mapping of more arguments with one
     */
    record Arguments(List<Node> values, List<Word> names, Optional<Node> rest, Optional<Node> others) {
        public static final Arguments NONE = new Arguments(List.of(), List.of(), Optional.empty(), Optional.empty());

        public Arguments {
            values = List.copyOf(values);
            names = List.copyOf(names);
        }

        /** Without anything to unpack. */
        public static Arguments of(List<Node> values, List<Word> names) {
            return new Arguments(values, names, Optional.empty(), Optional.empty());
        }

        /** These, and one more with a name. */
        public Arguments and(Word name, Node value) {
            List<Node> allValues = new ArrayList<>(values);
            allValues.add(value);
            List<Word> allNames = new ArrayList<>(names);
            allNames.add(name);
            return new Arguments(allValues, allNames, rest, others);
        }

        /** What an argument is given by its name. */
        public Optional<Node> value(String name) {
            int unnamed = values.size() - names.size();
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).text().equals(name)) {
                    return Optional.of(values.get(unnamed + i));
                }
            }
            return Optional.empty();
        }

        /** Whether only a value tells how many there are. */
        public boolean isOpen() {
            return rest.isPresent() || others.isPresent();
        }

        /** All that is evaluated: the values, then what is unpacked. */
        public List<Node> all() {
            return Stream.of(values.stream(), rest.stream(), others.stream())
                    .flatMap(nodes -> nodes)
                    .toList();
        }
    }

    /** The parts directly inside. */
    default List<Node> children() {
        return switch (this) {
            case Constant constant -> List.of();
            case Name name -> List.of();
            case Items items -> items.items();
            case Pairs pairs -> pairs.parts();
            case Attribute attribute -> List.of(attribute.target());
            case Subscript subscript -> List.of(subscript.target(), subscript.index());
            case Slice slice -> with(slice.target(), slice.bounds());
            case Call call -> call.arguments().all();
            case Method method -> with(method.target(), method.arguments().all());
            case Filter filter -> with(filter.input(), filter.arguments().all());
            case Test test -> with(test.input(), test.arguments().all());
            case Signed signed -> List.of(signed.operand());
            case Not not -> List.of(not.operand());
            case Binary binary -> List.of(binary.left(), binary.right());
            case Comparison comparison -> comparison.operands();
            case Logic logic -> List.of(logic.left(), logic.right());
            case Conditional conditional ->
                with(
                        conditional.test(),
                        with(
                                conditional.then(),
                                conditional.otherwise().map(List::of).orElse(List.of())));
        };
    }

    private static List<Node> with(Node first, List<Node> others) {
        List<Node> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return all;
    }
}
