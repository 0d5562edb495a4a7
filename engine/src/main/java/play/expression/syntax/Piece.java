package play.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of a template. */
public sealed interface Piece {
    /** The name under which filters of a block see what it put out; nobody can write it. */
    String BODY = "%body";

    /** The name that the body of a {@code call} has until it is called; nobody can write it. */
    String CALLER = "%caller";

    record Text(String text) implements Piece {}

    /** {@code {{ value }}}. */
    record Output(Node value) implements Piece {}

    /** {@code {% if %}}: the first arm whose test is true, else {@code otherwise}. */
    record If(List<Arm> arms, List<Piece> otherwise) implements Piece {}

    record Arm(Node test, List<Piece> body) {}

    /**
     * {@code {% for target in source if filter recursive %}}.
     *
     * @param otherwise what stands there when no item passed
     */
    record For(
            Target target,
            Node source,
            Optional<Node> filter,
            boolean recursive,
            List<Piece> body,
            List<Piece> otherwise)
            implements Piece {}

    /** {@code {% set target = value %}}. */
    record Set(Target target, Node value) implements Piece {}

    /** {@code {% set target %}…{% endset %}}; {@code value} reads {@link #BODY}. */
    record Capture(Target target, Node value, List<Piece> body) implements Piece {}

    /** {@code {% filter … %}…{% endfilter %}}; {@code value} reads {@link #BODY}. */
    record Filtered(Node value, List<Piece> body) implements Piece {}

    /** {@code {% with target = value, … %}…{% endwith %}}. */
    record With(List<Set> bindings, List<Piece> body) implements Piece {}

    /** {@code {% macro name(…) %}…{% endmacro %}}. */
    record Macro(Node.Name name, Signature signature, List<Piece> body) implements Piece {}

    /** {@code {% call(…) call %}…{% endcall %}}: the body is a macro, which the call gets as {@code caller}. */
    record CallBlock(Signature signature, Node call, List<Piece> body) implements Piece {
        /** The call with the body, {@link #CALLER}, as one more argument. */
        public Node passing() {
            Node.Word name = new Node.Word("caller", call.end(), call.end());
            Node.Name value = new Node.Name(CALLER, call.end(), call.end());
            return switch (call) {
                case Node.Call(Node.Word function, Node.Arguments given, int start, int end) ->
                    new Node.Call(function, given.and(name, value), start, end);
                case Node.Method(Node target, Node.Word method, Node.Arguments given, int start, int end) ->
                    new Node.Method(target, method, given.and(name, value), start, end);
                default -> call;
            };
        }
    }

    /** What a macro takes; {@code defaults} are those of the last {@code parameters}. */
    record Signature(List<Node.Name> parameters, List<Node> defaults) {}

    /** {@code {% block name scoped required %}…{% endblock %}}. */
    record Block(Node.Name name, boolean scoped, boolean required, List<Piece> body) implements Piece {}

    /** {@code {% extends file %}}. */
    record Extends(Node file) implements Piece {}

    /** {@code {% include file ignore missing with context %}}. */
    record Include(Node file, boolean optional, boolean context) implements Piece {}

    /** {@code {% import file as name with context %}}. */
    record Import(Node file, Node.Name name, boolean context) implements Piece {}

    /** {@code {% from file import names with context %}}. */
    record From(Node file, List<Taken> names, boolean context) implements Piece {}

    /** {@code name as alias}. */
    record Taken(Node.Word name, Node.Name alias) {}

    /** What a value is bound to. */
    sealed interface Target {
        record Variable(Node.Name name) implements Target {}

        /** An attribute of a namespace. */
        record Attribute(Node.Name name, String attribute) implements Target {}

        /** The parts of the value, each to one target. */
        record Parts(List<Target> targets) implements Target {}

        /** The names that are bound: those of namespaces are not. */
        default List<Node.Name> names() {
            return switch (this) {
                case Variable(Node.Name name) -> List.of(name);
                case Attribute attribute -> List.of();
                case Parts(List<Target> targets) ->
                    targets.stream().flatMap(target -> target.names().stream()).toList();
            };
        }
    }

    /** The names it binds in the place where it stands. */
    default List<Node.Name> binds() {
        return switch (this) {
            case Set(Target target, Node value) -> target.names();
            case Capture capture -> capture.target().names();
            case Macro macro -> List.of(macro.name());
            case Import imported -> List.of(imported.name());
            case From from -> from.names().stream().map(Taken::alias).toList();
            case Text text -> List.of();
            case Output output -> List.of();
            case If fork -> List.of();
            case For loop -> List.of();
            case Filtered filtered -> List.of();
            case With with -> List.of();
            case CallBlock call -> List.of();
            case Block block -> List.of();
            case Extends parent -> List.of();
            case Include include -> List.of();
        };
    }

    /** The bodies directly inside. */
    default List<List<Piece>> bodies() {
        return switch (this) {
            case If(List<Arm> arms, List<Piece> otherwise) -> {
                List<List<Piece>> all = new ArrayList<>();
                arms.forEach(arm -> all.add(arm.body()));
                all.add(otherwise);
                yield all;
            }
            case For loop -> List.of(loop.body(), loop.otherwise());
            case Capture capture -> List.of(capture.body());
            case Filtered filtered -> List.of(filtered.body());
            case With with -> List.of(with.body());
            case Macro macro -> List.of(macro.body());
            case CallBlock call -> List.of(call.body());
            case Block block -> List.of(block.body());
            case Text text -> List.of();
            case Output output -> List.of();
            case Set set -> List.of();
            case Extends parent -> List.of();
            case Include include -> List.of();
            case Import imported -> List.of();
            case From from -> List.of();
        };
    }

    /** The expressions directly inside. */
    default List<Node> expressions() {
        return switch (this) {
            case Output(Node value) -> List.of(value);
            case If(List<Arm> arms, List<Piece> otherwise) ->
                arms.stream().map(Arm::test).toList();
            case For loop -> {
                List<Node> all = new ArrayList<>(List.of(loop.source()));
                loop.filter().ifPresent(all::add);
                yield all;
            }
            case Set set -> List.of(set.value());
            case Capture capture -> List.of(capture.value());
            case Filtered filtered -> List.of(filtered.value());
            case With with -> with.bindings().stream().map(Set::value).toList();
            case Macro macro -> macro.signature().defaults();
            case CallBlock call -> {
                List<Node> all = new ArrayList<>(call.signature().defaults());
                all.add(call.call());
                yield all;
            }
            case Extends(Node file) -> List.of(file);
            case Include include -> List.of(include.file());
            case Import imported -> List.of(imported.file());
            case From from -> List.of(from.file());
            case Text text -> List.of();
            case Block block -> List.of();
        };
    }
}
