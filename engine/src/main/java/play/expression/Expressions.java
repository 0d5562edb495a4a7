package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;
import play.expression.call.CallSource;
import play.expression.call.LookupContext;
import play.expression.call.Registry;
import play.expression.call.StandardCalls;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Hidden;
import play.expression.syntax.Fault;
import play.expression.syntax.Node;
import play.expression.syntax.Syntax;
import play.value.TemplateStyle;

/** Parses expressions and templates. Immutable; built once and shared by all threads. */
public final class Expressions {
    private static final Expressions STANDARD =
            new Expressions(StandardCalls.registry(), Bounds.Limits.STANDARD, TemplateStyle.USUAL);

    /** How deep templates may render templates by the lookup of that name. */
    private static final int DEEPEST = 20;

    private final Registry registry;
    private final Bounds.Limits limits;
    private final TemplateStyle style;

    private Expressions(Registry registry, Bounds.Limits limits, TemplateStyle style) {
        this.registry = registry;
        this.limits = limits;
        this.style = style;
    }

    /** With the standard filters, tests, lookups and functions. */
    public static Expressions standard() {
        return STANDARD;
    }

    /**
     * With a registry of one's own, for example {@code StandardCalls.add(new Registry.Builder()).filter(…).build()}; an
     * evaluation is stopped at {@code limits}.
     */
    public static Expressions with(Registry registry, Bounds.Limits limits) {
        return new Expressions(registry, limits, TemplateStyle.USUAL);
    }

    /** The same, and what a source brings that is not in the registry. */
    public Expressions with(CallSource source) {
        return new Expressions(registry.with(source), limits, style);
    }

    /** The same for template files of another style, which say so nowhere themselves, and those that they take in. */
    public Expressions written(TemplateStyle other) {
        return other.equals(style) ? this : new Expressions(registry, limits, other);
    }

    /** How template files are written that say nothing of it. */
    TemplateStyle style() {
        return style;
    }

    /** A bare expression, as in {@code when}, {@code until} and {@code that}. Never throws for what a user wrote. */
    public Expression expression(String text, Origin origin, Problems problems) {
        Syntax.ParsedExpression parsed = Syntax.expression(text);
        List<Diagnostic> errors = faults(parsed.faults(), origin);
        parsed.root().ifPresent(root -> new Checker(registry, origin, errors::add).check(root));
        errors.forEach(problems::report);
        if (parsed.delimited() && errors.isEmpty()) {
            problems.report(delimiters(text, origin));
        }
        if (!errors.isEmpty() || parsed.root().isEmpty()) {
            return new Unparsed(text, errors.getFirst());
        }
        Node root = parsed.root().get();
        NodeTable nodes = new NodeTable();
        Program program = new Program(root, nodes);
        Border border = new Border(nodes, origin, text.length(), limits);
        return new ParsedExpression(text, parsed.delimited(), program, border, FreeNames.of(root, origin), library(0));
    }

    /** All that expressions can call. */
    public Registry calls() {
        return registry;
    }

    /** All there are, by their names. */
    public Set<String> lookups() {
        return registry.names(Registry.Kind.LOOKUP);
    }

    /** A lookup for a loop; empty when there is none of that name. */
    public Optional<LookupCall> lookup(String name, LookupContext.Folder folder) {
        return registry.lookup(name).map(known -> new LookupCall(name, folder, library(0)));
    }

    /** A string of a playbook. Never throws for what a user wrote. */
    public Template template(String text, Origin origin, Problems problems) {
        return Syntax.isPlain(text, TemplateStyle.USUAL)
                ? new PlainTemplate(text)
                : parsed(
                        text,
                        new Syntax.Reading(true, 0, TemplateStyle.USUAL),
                        origin,
                        Optional.of(Set.of()),
                        problems);
    }

    /** The text of a template file. Never throws for what a user wrote. */
    public Template file(String text, Origin origin, Problems problems) {
        return file(text, origin, Optional.of(Set.of()), problems);
    }

    /**
     * The text of a template file that others take in.
     *
     * @param callable names of what those pass on that can be called
     */
    public Template part(String text, Origin origin, Set<String> callable, Problems problems) {
        return file(text, origin, Optional.of(callable), problems);
    }

    private Template file(String text, Origin origin, Optional<Set<String>> callable, Problems problems) {
        TemplateHeader header = TemplateHeader.of(text, style, origin, problems);
        return Syntax.isPlain(text, header.style())
                ? new PlainTemplate(Syntax.normalized(text.substring(header.end())))
                : written(header.style())
                        .parsed(
                                text,
                                new Syntax.Reading(false, header.end(), header.style()),
                                origin,
                                callable,
                                problems);
    }

    /** One that is met while another one is rendered, which may pass on anything. */
    ParsedTemplate part(String text, Origin origin) {
        List<Diagnostic> errors = new ArrayList<>();
        TemplateHeader header = TemplateHeader.of(text, style, origin, errors::add);
        Template template = written(header.style())
                .parsed(
                        text,
                        new Syntax.Reading(false, header.end(), header.style()),
                        origin,
                        Optional.empty(),
                        errors::add);
        if (template instanceof ParsedTemplate parsed) {
            return parsed;
        }
        throw new UncheckedExpressionException(new ExpressionException(errors.getFirst()));
    }

    /** @param callable names that may be called, besides what is known; empty for any */
    private Template parsed(
            String text, Syntax.Reading reading, Origin origin, Optional<Set<String>> callable, Problems problems) {
        Syntax.ParsedTemplate parsed = Syntax.template(text, reading);
        List<Diagnostic> errors = faults(parsed.faults(), origin);
        new Checker(registry, origin, errors::add).check(parsed.pieces(), callable);
        errors.forEach(problems::report);
        if (errors.stream().anyMatch(error -> error.severity() == Severity.ERROR)) {
            return new Unparsed(text, errors.getFirst());
        }
        NodeTable nodes = new NodeTable();
        Compiler compiler = new Compiler(nodes);
        List<CompiledPiece> pieces = compiler.all(parsed.pieces());
        TemplateCode code = new TemplateCode(pieces, compiler.blocks(), Mentions.of(parsed.pieces()));
        Border border = new Border(nodes, origin, text.length(), limits);
        return new ParsedTemplate(
                text, code, parsed.newlines(), border, FreeNames.of(parsed.pieces(), origin), library(0));
    }

    private static Diagnostic delimiters(String text, Origin origin) {
        return Diagnostic.warning(
                "expression-delimiters",
                "Delimiters around an expression",
                "This is an expression already, so '{{' and '}}' around it do nothing; leave them out.",
                origin.spanOf(0, text.length()));
    }

    private static List<Diagnostic> faults(List<Fault> faults, Origin origin) {
        List<Diagnostic> errors = new ArrayList<>();
        for (Fault fault : faults) {
            errors.add(Diagnostic.error(
                    "expression-syntax",
                    "Invalid expression syntax",
                    fault.detail(),
                    origin.spanOf(fault.start(), fault.end())));
        }
        return errors;
    }

    private Evaluation.Library library(int depth) {
        return new Evaluation.Library(this, registry, limits, depth);
    }

    /** The text that a template file inside an evaluation comes to; it uses up the bounds of that evaluation. */
    @Nullable
    Object renderInside(LookupContext.Text text, Scope scope, Evaluation.Library around) {
        if (around.depth() >= DEEPEST) {
            throw Failure.limit("Templates render templates more than " + DEEPEST + " levels deep.");
        }
        List<Diagnostic> problems = new ArrayList<>();
        Template template = file(text.source().text(), Origin.of(text.source()), problems::add);
        try {
            Object value = template instanceof ParsedTemplate parsed
                    ? parsed.value(scope, written(parsed.style()).library(around.depth() + 1))
                    : template.value(scope);
            return text.secret() ? Hidden.of(value) : value;
        } catch (ExpressionException e) {
            throw new UncheckedExpressionException(e);
        }
    }
}
