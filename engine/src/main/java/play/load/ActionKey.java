package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.source.Span;
import play.yaml.YamlNode;
import play.yaml.YamlNode.Entry;
import play.yaml.YamlNode.Mapping;
import play.yaml.YamlNode.Scalar;

/**
 * The older way to call a module: {@code action} and {@code local_action}, whose value names it and has its parameters.
 * Rewritten as a task whose key is the module's name; what the second acts upon is the controller.
 */
final class ActionKey {
    private static final Pattern CALL = Pattern.compile("\\s*((?:\\{\\{.*?}}|\\{%.*?%}|\\S)+)\\s*(.*)", Pattern.DOTALL);

    private final Problems problems;

    ActionKey(Problems problems) {
        this.problems = problems;
    }

    /** The key of a rewritten task that is a template, where the module is named by one. */
    static Optional<Entry> late(Mapping written, Mapping rewritten) {
        return rewritten.entries().stream()
                .filter(entry -> DataReader.hasTemplate(entry.key().text()))
                .filter(entry -> !written.entries().contains(entry))
                .findFirst();
    }

    /** The module's name, and what is given to it. */
    private record Called(Scalar name, Optional<Scalar> text, List<Entry> parameters) {}

    /** The task as it is written today; as it is where it has neither key; nothing where no module is named. */
    Optional<Mapping> rewritten(Mapping task) {
        Optional<Entry> entry = task.entry("action").or(() -> task.entry("local_action"));
        return entry.isEmpty()
                ? Optional.of(task)
                : called(entry.get()).map(called -> rewritten(task, entry.get(), called));
    }

    private Optional<Called> called(Entry written) {
        return switch (written.value()) {
            case Scalar text -> called(written, text, List.of());
            case Mapping map -> {
                Optional<Scalar> module = map.get("module")
                        .map(node -> node instanceof Scalar text ? text : Scalar.madeOf(node.span(), ""));
                List<Entry> others = map.entries().stream()
                        .filter(entry -> !entry.key().text().equals("module"))
                        .flatMap(ActionKey::parameters)
                        .toList();
                if (module.isEmpty()) {
                    refuse("'" + written.key().text() + "' needs 'module', the module's name.", map.span());
                }
                yield module.flatMap(text -> called(written, text, others));
            }
            case YamlNode.Sequence list -> {
                refuse("'" + written.key().text() + "' is a module's name with its parameters.", list.span());
                yield Optional.empty();
            }
        };
    }

    /** Those of {@code args} stand for themselves. */
    private static Stream<Entry> parameters(Entry entry) {
        return entry.key().text().equals("args") && entry.value() instanceof Mapping args
                ? args.entries().stream()
                : Stream.of(entry);
    }

    private Optional<Called> called(Entry written, Scalar text, List<Entry> parameters) {
        Matcher parts = CALL.matcher(text.text());
        if (!parts.matches()) {
            refuse("'" + written.key().text() + "' must begin with the name of a module.", text.span());
            return Optional.empty();
        }
        Optional<Scalar> rest =
                parts.group(2).isBlank() ? Optional.empty() : Optional.of(text.part(parts.start(2), parts.end(2)));
        return Optional.of(new Called(text.part(parts.start(1), parts.end(1)), rest, parameters));
    }

    private Mapping rewritten(Mapping task, Entry written, Called called) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : task.entries()) {
            if (entry.equals(written)) {
                entries.add(new Entry(
                        called.name(),
                        called.text()
                                .<YamlNode>map(text -> text)
                                .orElseGet(() -> new Mapping(
                                        called.parameters(), written.value().span()))));
            } else {
                entries.add(entry);
            }
        }
        if (called.text().isPresent() && !called.parameters().isEmpty()) {
            addArguments(entries, called.parameters(), written);
        }
        if (written.key().text().equals("local_action")) {
            onController(task, entries, written.key());
        }
        return new Mapping(entries, task.span());
    }

    /** Beside a text, parameters are those of {@code args}. */
    private static void addArguments(List<Entry> entries, List<Entry> parameters, Entry written) {
        List<Entry> all = new ArrayList<>(parameters);
        for (Entry entry : List.copyOf(entries)) {
            if (entry.key().text().equals("args") && entry.value() instanceof Mapping args) {
                entries.remove(entry);
                all.addAll(args.entries());
            }
        }
        Span place = written.value().span();
        entries.add(new Entry(Scalar.madeOf(place, "args"), new Mapping(all, place)));
    }

    private void onController(Mapping task, List<Entry> entries, Scalar key) {
        Optional<Entry> other = task.entry("delegate_to");
        if (other.isPresent()) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "'local_action' acts upon the controller, 'delegate_to' upon another host: leave out one.",
                    other.get().key().span()));
        } else {
            entries.add(new Entry(Scalar.madeOf(key.span(), "delegate_to"), Scalar.madeOf(key.span(), "localhost")));
        }
    }

    private void refuse(String detail, Span place) {
        problems.report(Diagnostic.error("wrong-type", "Wrong type of value", detail, place));
    }
}
