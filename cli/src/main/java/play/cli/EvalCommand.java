package play.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.ProblemList;
import play.diag.TextFiles;
import play.expression.Expression;
import play.expression.ExpressionException;
import play.expression.Origin;
import play.expression.Template;
import play.playbook.SearchPath;
import play.source.SourceFile;
import play.source.Span;
import play.value.Content;
import play.value.Secret;
import play.vars.HostScope;
import play.vault.Vault;

/** {@code play eval}: what an expression or a template comes to for a host, before anything has run. */
final class EvalCommand implements Command {
    private static final Option TEMPLATE =
            Option.of("FILE", "Render this template instead of an expression.", "--template");
    private static final String LOCAL = "localhost";

    @Override
    public String name() {
        return "eval";
    }

    @Override
    public String synopsis() {
        return "EXPRESSION [HOST] -i INVENTORY [options]\n"
                + "       play eval --template FILE [HOST] -i INVENTORY [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(HostView.OPTIONS);
        options.add(TEMPLATE);
        options.add(ShownValues.JSON);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        Optional<Path> file = arguments.path(TEMPLATE.name());
        boolean json = arguments.has(ShownValues.JSON.name());
        if (file.isPresent() && json) {
            throw new UsageException("--json is for values, and --template shows a file");
        }
        List<String> words = arguments.rest();
        int before = file.isPresent() ? 0 : 1;
        if (words.size() < before || words.size() > before + 1) {
            throw new UsageException("'play eval' needs an expression or --template FILE, and may be given a host");
        }
        Span host = new SourceFile("HOST", words.size() > before ? words.getLast() : LOCAL).whole();
        ProblemList problems = new ProblemList();
        List<HostView> views = HostView.read(arguments, host, new Vault(Passwords.vault(arguments)), problems);
        if (!problems.hasErrors()) {
            if (file.isPresent()) {
                render(file.get(), views.getFirst(), problems).ifPresent(terminal.out()::print);
            } else {
                SourceFile text = new SourceFile("EXPRESSION", words.getFirst());
                evaluate(text, views.getFirst(), problems)
                        .map(value -> json ? ShownValues.json(value.value()) : ShownValues.yaml(value.value()))
                        .ifPresent(terminal.out()::print);
            }
        }
        Loaded.print(problems.sorted(), arguments, terminal.err());
        return problems.hasErrors() ? RunSession.PROBLEMS : 0;
    }

    private record Evaluated(@Nullable Object value) {}

    /** A value of its own, or a text with values in braces. */
    private static Optional<Evaluated> evaluate(SourceFile text, HostView view, ProblemList problems) {
        Origin origin = Origin.of(text);
        try {
            if (text.text().contains("{{") || text.text().contains("{%")) {
                Template template = view.loaded().expressions().template(text.text(), origin, problems);
                return problems.hasErrors()
                        ? Optional.empty()
                        : Optional.of(new Evaluated(template.value(view.scope())));
            }
            Expression expression = view.loaded().expressions().expression(text.text(), origin, problems);
            return problems.hasErrors()
                    ? Optional.empty()
                    : Optional.of(new Evaluated(expression.evaluate(view.scope())));
        } catch (ExpressionException e) {
            problems.report(e.diagnostic());
            return Optional.empty();
        }
    }

    /** The text as the module 'template' would write it. */
    private static Optional<String> render(Path file, HostView view, ProblemList problems) {
        Optional<SourceFile> source = TextFiles.read(file, problems);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Template template = view.loaded().expressions().file(source.get().text(), Origin.of(source.get()), problems);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        HostScope scope = view.scope(new SearchPath(
                List.of(), folder, view.play().map(play -> play.folder()).orElse(folder), List.of()));
        try {
            return problems.hasErrors() ? Optional.empty() : Optional.of(shown(template.content(scope)));
        } catch (ExpressionException e) {
            problems.report(e.diagnostic());
            return Optional.empty();
        }
    }

    private static String shown(Content content) {
        StringBuilder text = new StringBuilder();
        if (content instanceof Content.Inline(List<Content.Part> parts)) {
            for (Content.Part part : parts) {
                text.append(
                        switch (part) {
                            case Content.Part.Plain plain -> plain.bytes().utf8();
                            case Content.Part.Hidden hidden -> Secret.MASK;
                            case Content.Part.Later later -> "{{ unknown: " + later.reason() + " }}";
                        });
            }
        }
        return text.toString();
    }
}
