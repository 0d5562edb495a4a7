package play.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.expression.call.Registry;
import play.expression.syntax.Node;

/** Which variables are defined where an expression came out true or false. */
final class DefinedNames {
    private static final Set<String> DEFAULTS = Set.of("default", "d");
    private static final Set<String> TESTS_OF_DEFINED = Set.of("defined");
    private static final Set<String> TESTS_OF_UNDEFINED = Set.of("undefined");
    private static final String VARS = "vars";
    private static final String HOST_VARS = "hostvars";

    private DefinedNames() {}

    static boolean isDefault(String filter) {
        return DEFAULTS.contains(Registry.simple(filter));
    }

    /** Whether it asks for being: {@code x is defined}. */
    static boolean isTestOfBeing(Node.Test test) {
        String name = Registry.simple(test.test().text());
        return TESTS_OF_DEFINED.contains(name) || TESTS_OF_UNDEFINED.contains(name);
    }

    /**
     * The variables that are defined where {@code node} came out as {@code truth}: a test says so, or {@code node} asks
     * for them with a default, as in {@code x | default('') != ''}, and who writes that means it.
     */
    static Set<String> when(boolean truth, Node node) {
        return FreeNames.union(tested(truth, node), defaulted(node));
    }

    private static Set<String> tested(boolean truth, Node node) {
        return switch (node) {
            case Node.Not(Node operand, int start, int end) -> tested(!truth, operand);
            case Node.Logic logic
            when logic.both() == truth -> FreeNames.union(tested(truth, logic.left()), tested(truth, logic.right()));
            case Node.Test test
            when isTestOfBeing(test) -> {
                boolean defines =
                        TESTS_OF_DEFINED.contains(Registry.simple(test.test().text())) != test.negated();
                yield defines == truth ? named(test.input()) : Set.of();
            }
            case Node.Comparison comparison
            when comparison.operators().equals(List.of(truth ? "in" : "not in")) -> keys(comparison);
            default -> Set.of();
        };
    }

    private static Set<String> defaulted(Node node) {
        Set<String> names = new HashSet<>();
        if (node instanceof Node.Filter filter && isDefault(filter.filter().text())) {
            names.addAll(named(filter.input()));
        }
        node.children().forEach(child -> names.addAll(defaulted(child)));
        return names;
    }

    /**
     * Variables that a part of an expression asks for by their names: {@code vars.x is defined}, {@code 'x' in vars}.
     */
    static Set<String> byName(Node node) {
        return switch (node) {
            case Node.Test test when isTestOfBeing(test) -> behind(test.input());
            case Node.Filter filter when isDefault(filter.filter().text()) -> behind(filter.input());
            case Node.Comparison comparison
            when comparison.operators().equals(List.of("in"))
                    || comparison.operators().equals(List.of("not in")) -> keys(comparison);
            default -> Set.of();
        };
    }

    /** The variable that is read whole or in part, and the one whose name is the key where it is read as a key. */
    private static Set<String> named(Node node) {
        return switch (node) {
            case Node.Name(String name, int start, int end) -> Set.of(name);
            case Node.Attribute attribute -> FreeNames.union(named(attribute.target()), behind(attribute));
            case Node.Subscript subscript -> FreeNames.union(named(subscript.target()), behind(subscript));
            default -> Set.of();
        };
    }

    /** {@code x} of {@code vars.x} and of {@code hostvars[h]['x']}, and of parts of these. */
    private static Set<String> behind(Node node) {
        List<Optional<String>> inwards = new ArrayList<>();
        Node root = node;
        while (!(root instanceof Node.Name)) {
            if (root instanceof Node.Attribute(Node target, String name, int start, int end)) {
                inwards.addFirst(Optional.of(name));
                root = target;
            } else if (root instanceof Node.Subscript(Node target, Node index, int start, int end)) {
                inwards.addFirst(text(index));
                root = target;
            } else {
                return Set.of();
            }
        }
        int depth = depth(((Node.Name) root).name());
        return depth < 0 || inwards.size() <= depth
                ? Set.of()
                : inwards.get(depth).map(Set::of).orElse(Set.of());
    }

    /** How many keys stand before the name of a variable in a mapping of variables; below 0 where it is none. */
    private static int depth(String mapping) {
        return switch (mapping) {
            case VARS -> 0;
            case HOST_VARS -> 1;
            default -> -1;
        };
    }

    /** Of {@code 'x' in vars} and {@code 'x' in hostvars[h].keys()}. */
    private static Set<String> keys(Node.Comparison comparison) {
        Node mapping = comparison.operands().getLast();
        if (mapping instanceof Node.Method method && method.method().text().equals("keys")) {
            mapping = method.target();
        }
        boolean variables = (mapping instanceof Node.Name(String name, int start, int end) && name.equals(VARS))
                || (mapping instanceof Node.Subscript subscript && isHostVars(subscript.target()))
                || (mapping instanceof Node.Attribute attribute && isHostVars(attribute.target()));
        return variables ? text(comparison.operands().getFirst()).map(Set::of).orElse(Set.of()) : Set.of();
    }

    private static boolean isHostVars(Node node) {
        return node instanceof Node.Name(String name, int start, int end) && name.equals(HOST_VARS);
    }

    private static Optional<String> text(Node node) {
        return node instanceof Node.Constant(Object value, int start, int end) && value instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
