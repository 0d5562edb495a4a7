package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        for (YamlNode.Entry entry : keys.left()) {
            if (Set.of("encrypt", "salt", "salt_size").contains(entry.key().text())) {
                keys.taken(entry.key().text());
                keys.notSupported("The key '" + entry.key().text() + "' of a prompt", entry.key());
            }
        }
        keys.refuseOthers("a prompt", List.of());
        if (name.isEmpty()) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "A prompt needs 'name', the variable it is for.",
                    keys.mapping().span()));
        }
        return name.filter(data::checkName).map(variable -> {
            Data asked = question.orElseGet(() -> new Data.Literal(variable.value(), variable.span()));
            return new Play.Prompt(variable.value(), asked, fallback, hidden, confirmed, variable.span());
        });
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
