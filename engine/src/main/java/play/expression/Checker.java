package play.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.diag.AnsibleCollections;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.call.ConfigLookup;
import play.expression.call.Lookup;
import play.expression.call.Registry;
import play.expression.call.Registry.Entry;
import play.expression.call.Registry.Kind;
import play.expression.call.Signature;
import play.expression.call.TermWords;
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
    private static final String ERRORS = "errors";
    private static final Set<String> OF_EVERY_LOOKUP = Set.of("wantlist", ERRORS);
    private static final List<String> MANNERS = List.of("strict", "warn", "ignore");

    private final Registry registry;
    private final Origin origin;
    private final Problems problems;

    /** Names that a template binds to what may be callable. */
    private Set<String> own = Set.of();

    /** What the macros of the template take that are always the same. */
    private final Map<String, MacroNames> macros = new HashMap<>();

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
        Set<String> once = Bindings.once(pieces);
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Macro(Node.Name name, Piece.Signature signature, List<Piece> body)
                    && once.contains(name.name())) {
                macros.put(name.name(), new MacroNames(MacroNames.signature(signature, body), Set.of(), List.of()));
            }
        }
        others.ifPresentOrElse(own::addAll, () -> tolerant = true);
        check(pieces);
    }

    private void check(List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.CallBlock call) {
                check(call.passing());
            } else {
                piece.expressions().forEach(this::check);
            }
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
            checkMacro(name, call);
            return;
        }
        check(Kind.FUNCTION, call.function(), call.arguments(), signature);
        checkNamed(name, call.arguments());
    }

    private void checkMacro(String name, Node.Call call) {
        Optional.ofNullable(macros.get(name))
                .flatMap(macro -> OwnUse.Given.of(call.arguments()).flatMap(given -> macro.objection(name, given)))
                .ifPresent(detail -> refuse(
                        detail,
                        origin.spanOf(call.function().start(), call.function().end())));
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
        Optional<Counterparts.Kind> ansibles = ansibles(kind);
        String near = ansibles.map(known -> AnsibleCollections.near(known, name, registry.names(kind)))
                .orElseGet(() -> Suggestions.hint(name, registry.names(kind)));
        String instead = ansibles.flatMap(known -> AnsibleCollections.instead(known, name))
                .orElse("");
        return near.isEmpty() ? instead + registry.hint(kind, name) : near;
    }

    private static Optional<Counterparts.Kind> ansibles(Kind kind) {
        return switch (kind) {
            case FILTER -> Optional.of(Counterparts.Kind.FILTER);
            case TEST -> Optional.of(Counterparts.Kind.TEST);
            case LOOKUP -> Optional.of(Counterparts.Kind.LOOKUP);
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
            checkTerms(name, arguments);
        }
    }

    /** Options may stand in terms, too. */
    private void checkTerms(String lookup, Arguments arguments) {
        int positional = arguments.values().size() - arguments.names().size();
        for (Node term : arguments.values().subList(1, positional)) {
            if (term instanceof Node.Constant constant && constant.value() instanceof String text) {
                registry.lookup(lookup)
                        .flatMap(entry -> objection(entry, text, arguments))
                        .ifPresent(detail -> refuse(detail, origin.spanOf(constant.start(), constant.end())));
            }
        }
    }

    private static Optional<String> objection(Entry<Lookup> lookup, String term, Arguments arguments) {
        boolean isSetting = lookup.name().equals(ConfigLookup.NAME)
                && arguments.value(ConfigLookup.ON_MISSING).isEmpty()
                && arguments.value(ERRORS).isEmpty();
        return isSetting ? ConfigLookup.objection(term) : TermWords.objection(lookup.name(), lookup.signature(), term);
    }

    private void checkOptions(String lookup, Arguments arguments, Span place) {
        arguments.value(ERRORS).ifPresent(this::checkErrors);
        List<String> options = arguments.names().stream()
                .map(Word::text)
                .filter(option -> !OF_EVERY_LOOKUP.contains(option))
                .toList();
        registry.lookup(lookup)
                .flatMap(entry -> entry.signature().objection("The " + Kind.LOOKUP.called(lookup), 0, options))
                .ifPresent(detail -> refuse(detail, place));
    }

    private void checkErrors(Node errors) {
        if (errors instanceof Node.Constant constant && !MANNERS.contains(String.valueOf(constant.value()))) {
            refuse(
                    "'errors' of a lookup is one of " + String.join(", ", MANNERS) + "."
                            + Suggestions.hint(String.valueOf(constant.value()), MANNERS),
                    origin.spanOf(constant.start(), constant.end()));
        }
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
