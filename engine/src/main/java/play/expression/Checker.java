package play.expression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.call.Registry;
import play.expression.call.Registry.Entry;
import play.expression.call.Registry.Kind;
import play.expression.call.Signature;
import play.expression.data.ObjectMethod;
import play.expression.syntax.Node;
import play.expression.syntax.Node.Arguments;
import play.expression.syntax.Node.Word;
import play.expression.syntax.Piece;
import play.source.Span;

/** Finds calls of what does not exist, and calls with arguments that are not taken, before anything is evaluated. */
final class Checker {
    private static final Set<String> NAMING_A_FILTER = Set.of("map");
    private static final Set<String> NAMING_A_TEST = Set.of("select", "reject");
    private static final Set<String> NAMING_A_LOOKUP = Set.of("lookup", "query", "q");
    private static final Set<String> OF_EVERY_LOOKUP = Set.of("wantlist", "errors");

    private final Registry registry;
    private final Origin origin;
    private final Problems problems;

    /** Names that a template binds to what may be callable. */
    private Set<String> own = Set.of();

    /** Whether names that nobody knows may be called, since another template may bind them. */
    private boolean tolerant;

    Checker(Registry registry, Origin origin, Problems problems) {
        this.registry = registry;
        this.origin = origin;
        this.problems = problems;
    }

    /** @param others names that may be called, besides what the template itself binds; empty for any */
    void check(List<Piece> pieces, Optional<Set<String>> others) {
        own = Bindings.of(pieces);
        others.ifPresentOrElse(own::addAll, () -> tolerant = true);
        check(pieces);
    }

    private void check(List<Piece> pieces) {
        for (Piece piece : pieces) {
            piece.expressions().forEach(this::check);
            piece.bodies().forEach(this::check);
        }
    }

    void check(Node node) {
        switch (node) {
            case Node.Filter filter -> {
                check(
                        Kind.FILTER,
                        filter.filter(),
                        filter.arguments(),
                        registry.filter(filter.filter().text()).map(Entry::signature));
                checkNamed(filter.filter().text(), filter.arguments());
            }
            case Node.Test test ->
                check(
                        Kind.TEST,
                        test.test(),
                        test.arguments(),
                        registry.test(test.test().text()).map(Entry::signature));
            case Node.Call call -> checkCall(call);
            case Node.Method method -> checkMethod(method);
            default -> {}
        }
        node.children().forEach(this::check);
    }

    private void checkCall(Node.Call call) {
        String name = call.function().text();
        Optional<Signature> signature = registry.function(name).map(Entry::signature);
        if (own.contains(name) || (tolerant && signature.isEmpty())) {
            return;
        }
        check(Kind.FUNCTION, call.function(), call.arguments(), signature);
        checkNamed(name, call.arguments());
    }

    private void check(Kind kind, Word word, Arguments arguments, Optional<Signature> signature) {
        if (signature.isEmpty()) {
            unknown(kind, word.text(), origin.spanOf(word.start(), word.end()));
            return;
        }
        if (arguments.isOpen()) {
            return;
        }
        int positional = arguments.values().size() - arguments.names().size();
        List<String> names = arguments.names().stream().map(Word::text).toList();
        signature
                .get()
                .objection("The " + kind.called(word.text()), positional, names)
                .ifPresent(detail -> refuse(detail, origin.spanOf(word.start(), word.end())));
    }

    private void unknown(Kind kind, String name, Span span) {
        String what = kind.name().toLowerCase(Locale.ROOT);
        String detail = "There is no " + kind.called(name) + "." + hint(kind, name);
        problems.report(Diagnostic.error("unknown-" + what, "Unknown " + what, detail, span));
    }

    private String hint(Kind kind, String name) {
        Optional<String> instead = instead(kind, name);
        String near = instead.isPresent() ? "" : Suggestions.hint(Registry.simple(name), registry.names(kind));
        return near.isEmpty() ? instead.orElse("") + registry.hint(kind, name) : near;
    }

    private static Optional<String> instead(Kind kind, String name) {
        return switch (kind) {
            case FILTER -> Counterparts.instead(Counterparts.Kind.FILTER, name);
            case TEST -> Counterparts.instead(Counterparts.Kind.TEST, name);
            case LOOKUP -> Counterparts.instead(Counterparts.Kind.LOOKUP, name);
            case FUNCTION, METHOD -> Optional.empty();
        };
    }

    /** A filter, test or lookup that is named by a literal argument. */
    private void checkNamed(String caller, Arguments arguments) {
        boolean positional = arguments.values().size() > arguments.names().size();
        if (!positional
                || !(arguments.values().getFirst() instanceof Node.Constant constant)
                || !(constant.value() instanceof String name)) {
            return;
        }
        Optional<Kind> kind = kindNamedBy(Registry.simple(caller));
        Span place = origin.spanOf(constant.start(), constant.end());
        if (kind.isPresent() && !exists(kind.get(), name)) {
            unknown(kind.get(), name, place);
        } else if (kind.isPresent() && kind.get() == Kind.LOOKUP && !arguments.isOpen()) {
            checkOptions(name, arguments, place);
        }
    }

    private void checkOptions(String lookup, Arguments arguments, Span place) {
        List<String> options = arguments.names().stream()
                .map(Word::text)
                .filter(option -> !OF_EVERY_LOOKUP.contains(option))
                .toList();
        registry.lookup(lookup)
                .flatMap(entry -> entry.signature().objection("The " + Kind.LOOKUP.called(lookup), 0, options))
                .ifPresent(detail -> refuse(detail, place));
    }

    private void refuse(String detail, Span place) {
        problems.report(Diagnostic.error("invalid-argument", "Invalid argument in an expression", detail, place));
    }

    private static Optional<Kind> kindNamedBy(String caller) {
        if (NAMING_A_FILTER.contains(caller)) {
            return Optional.of(Kind.FILTER);
        }
        if (NAMING_A_TEST.contains(caller)) {
            return Optional.of(Kind.TEST);
        }
        return NAMING_A_LOOKUP.contains(caller) ? Optional.of(Kind.LOOKUP) : Optional.empty();
    }

    private boolean exists(Kind kind, String name) {
        return registry.has(kind, name);
    }

    private void checkMethod(Node.Method call) {
        Word method = call.method();
        boolean mayBeMacro =
                call.target() instanceof Node.Name(String name, int start, int end) && (tolerant || own.contains(name));
        if (mayBeMacro || ObjectMethod.NAMES.contains(method.text())) {
            return;
        }
        Set<String> known = registry.names(Kind.METHOD).stream()
                .map(name -> name.substring(name.indexOf('.') + 1))
                .collect(Collectors.toSet());
        if (!known.contains(method.text())) {
            String detail = "No value has a method '" + method.text() + "'." + Suggestions.hint(method.text(), known);
            problems.report(Diagnostic.error(
                    "unknown-method", "Unknown method", detail, origin.spanOf(method.start(), method.end())));
        }
    }
}
