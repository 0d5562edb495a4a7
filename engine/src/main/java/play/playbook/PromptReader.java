package play.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.source.Located;
import play.yaml.YamlNode;

/** Reads {@code vars_prompt}. */
final class PromptReader {
  private final Problems problems;

  PromptReader(Problems problems) {
    this.problems = problems;
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
    String question = keys.text("prompt").map(Located::value).orElse(name.map(Located::value).orElse(""));
    Optional<String> fallback = keys.text("default").map(Located::value);
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
      problems.report(Diagnostic.error("missing-key", "Missing key", "A prompt needs 'name', the variable it is for.", keys.mapping().span()));
    }
    return name.map(variable -> new Play.Prompt(variable.value(), question, fallback, hidden, confirmed, variable.span()));
  }
}
