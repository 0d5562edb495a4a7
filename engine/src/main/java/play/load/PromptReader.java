package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.playbook.Data;
import play.playbook.Play;
import play.source.Located;
import play.yaml.YamlNode;

/** Reads {@code vars_prompt}. */
final class PromptReader {
    private final Problems problems;
    private final DataReader data;

    PromptReader(Problems problems, DataReader data) {
        this.problems = problems;
        this.data = data;
    }

    List<Play.Prompt> read(Keys play) {
        List<Play.Prompt> prompts = new ArrayList<>();
        for (YamlNode item : play.list("vars_prompt")) {
            if (item instanceof YamlNode.Mapping map) {
                prompt(new Keys(map, problems)).ifPresent(prompts::add);
            } else {
                play.wrong("vars_prompt", "a list of mappings with 'name' and 'prompt'", item);
            }
        }
        return prompts;
    }

    private Optional<Play.Prompt> prompt(Keys keys) {
        Optional<Located<String>> name = keys.text("name");
        Optional<Data> question = text("prompt", keys);
        Optional<Data> fallback = text("default", keys);
        boolean hidden = keys.flag("private", true);
        boolean confirmed = keys.flag("confirm", false);
        keys.flag("unsafe", false);
        Optional<Data> encrypted = name.flatMap(variable -> encrypted(variable.value(), keys));
        keys.refuseOthers("a prompt", List.of());
        if (name.isEmpty()) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "A prompt needs 'name', the variable it is for.",
                    keys.mapping().span()));
        }
        return name.filter(data::checkVariable).map(variable -> {
            Data asked = question.orElseGet(() -> new Data.Literal(variable.value(), variable.span()));
            return new Play.Prompt(variable.value(), asked, fallback, hidden, confirmed, encrypted, variable.span());
        });
    }

    /** A hash of what is typed, as the filter for it makes it. */
    private Optional<Data> encrypted(String variable, Keys keys) {
        Optional<Located<String>> kind = keys.text("encrypt");
        String arguments = Stream.of("salt", "salt_size")
                .flatMap(key -> keys.text(key).stream()
                        .map(value -> ", " + key + "=" + (key.equals("salt") ? quoted(value.value()) : value.value())))
                .collect(Collectors.joining());
        return kind.map(given -> {
            String text = "{{ " + variable + " | password_hash(" + quoted(given.value()) + arguments + ") }}";
            return data.read(YamlNode.Scalar.madeOf(given.span(), text));
        });
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** What is typed is a text, and so is what stands for it, unless it is a template. */
    private Optional<Data> text(String key, Keys keys) {
        Optional<YamlNode> node = keys.take(key).filter(value -> !Keys.isNothing(value));
        if (node.isPresent() && !(node.get() instanceof YamlNode.Scalar)) {
            keys.wrong(key, "a string", node.get());
            return Optional.empty();
        }
        return node.map(value -> value instanceof YamlNode.Scalar scalar && !DataReader.hasTemplate(scalar.text())
                ? new Data.Literal(scalar.text(), scalar.span())
                : data.read(value));
    }
}
