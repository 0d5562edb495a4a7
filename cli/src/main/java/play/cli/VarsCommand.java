package play.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Printable;
import play.diag.ProblemList;
import play.diag.Suggestions;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.data.Json;
import play.source.SourceFile;
import play.source.Span;
import play.vars.HostScope;
import play.vars.Said;
import play.vars.SetInRun;
import play.vault.Vault;

/** {@code play vars explain}: where the value of a variable comes from. */
final class VarsCommand implements Command {
    private static final String EXPLAIN = "explain";
    private static final Json.Style LINE = new Json.Style(0, false, false);
    /** Chars of a value that are shown. */
    private static final int MOST_CHARS = 60;

    @Override
    public String name() {
        return "vars";
    }

    @Override
    public String synopsis() {
        return "explain NAME HOST -i INVENTORY [--playbook FILE] [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(HostView.OPTIONS);
        options.add(ShownValues.JSON);
        return options;
    }

    @Override
    public List<String> words() {
        return List.of(EXPLAIN);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        List<String> words = arguments.rest();
        if (words.size() != 3 || !words.getFirst().equals(EXPLAIN)) {
            throw new UsageException("'play vars' needs 'explain', the name of a variable, and a host");
        }
        Span name = new SourceFile("NAME", words.get(1)).whole();
        Span host = new SourceFile("HOST", words.get(2)).whole();
        ProblemList problems = new ProblemList();
        List<HostView> views = HostView.read(arguments, host, new Vault(Passwords.vault(arguments)), problems);
        if (!problems.hasErrors()) {
            List<String> lines = new ArrayList<>();
            views.forEach(view -> lines.addAll(explained(view, name.text())));
            if (lines.isEmpty()) {
                problems.report(undefined(views, name));
            }
            if (arguments.has(ShownValues.JSON.name()) && !problems.hasErrors()) {
                terminal.out()
                        .print(ShownValues.json(views.stream()
                                .map(view -> explanation(view, name.text()))
                                .toList()));
            } else {
                lines.forEach(line -> terminal.out().println(Printable.line(line)));
            }
        }
        Loaded.print(problems.sorted(), arguments, terminal.err());
        return problems.hasErrors() ? RunSession.PROBLEMS : 0;
    }

    private static Diagnostic undefined(List<HostView> views, Span name) {
        Set<String> known = new LinkedHashSet<>();
        views.forEach(view -> known.addAll(view.scope().names()));
        return Diagnostic.error(
                "undefined-variable",
                "Undefined variable",
                "Nothing defines '" + name.text() + "' for this host." + HostView.factHint(name.text())
                        + Suggestions.hint(name.text(), known),
                name);
    }

    /** Nothing where the name means nothing. */
    static List<String> explained(HostView view, String name) {
        HostScope scope = view.scope();
        List<Said> said = scope.said(name);
        List<Span> later = view.play().map(play -> SetInRun.places(play, name)).orElse(List.of());
        if (said.isEmpty() && later.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        view.play().ifPresent(play -> lines.add("play '" + play.name().shown() + "' (" + place(play.span()) + ")"));
        lines.add(view.host() + ": " + name + " is " + value(scope, name));
        lines.addAll(table(said));
        if (!later.isEmpty()) {
            lines.add("    a task may set it in the run: "
                    + String.join(", ", later.stream().map(VarsCommand::place).toList()));
        }
        lines.add("");
        return lines;
    }

    /** The same as data: of the places that say something the first one wins. */
    private static Map<String, @Nullable Object> explanation(HostView view, String name) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("host", view.host());
        view.play().ifPresent(play -> all.put("play", play.name().shown()));
        all.put("name", name);
        try {
            if (view.scope().find(name) instanceof Scope.Binding.Found(@Nullable Object value)) {
                all.put("value", value);
            }
        } catch (ExpressionException e) {
            all.put("fault", e.getMessage());
        }
        all.put("said", view.scope().said(name).stream().map(VarsCommand::said).toList());
        all.put(
                "set_in_run",
                view.play().map(play -> SetInRun.places(play, name)).orElse(List.of()).stream()
                        .map(VarsCommand::place)
                        .toList());
        return all;
    }

    private static Map<String, @Nullable Object> said(Said one) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("layer", one.layer());
        fields.put("value", one.value());
        fields.put("place", one.place().map(VarsCommand::place).orElse(""));
        return fields;
    }

    /** The first one wins. */
    private static List<String> table(List<Said> said) {
        int layer = said.stream().mapToInt(one -> one.layer().length()).max().orElse(0);
        List<String> values = said.stream().map(one -> line(one.value())).toList();
        int value = values.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            String format =
                    (i == 0 ? "  > " : "    ") + "%-" + Math.max(1, layer) + "s  %-" + Math.max(1, value) + "s  %s";
            String place = said.get(i).place().map(VarsCommand::place).orElse("");
            lines.add(
                    format.formatted(said.get(i).layer(), values.get(i), place).stripTrailing());
        }
        return lines;
    }

    private static String value(HostScope scope, String name) {
        try {
            return scope.find(name) instanceof Scope.Binding.Found(@Nullable Object value)
                    ? line(value)
                    : "not defined before the run";
        } catch (ExpressionException e) {
            return "no value: " + e.getMessage();
        }
    }

    private static String line(@Nullable Object value) {
        String text = Json.write(ShownValues.masked(value), LINE);
        return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS - 1) + "…" : text;
    }

    private static String place(Span place) {
        return place.file().name() + ":" + place.from().line();
    }
}
