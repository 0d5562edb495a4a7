package play.playbook;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.source.Located;
import play.yaml.YamlNode;

/** Reads the keywords that plays, roles, blocks and tasks share. */
final class SettingsReader {
  private static final Set<String> CONNECTIONS = Set.of("ssh", "local", "openssh");
  private static final Set<String> BECOME_METHODS = Set.of("sudo", "su", "doas");

  private final DataReader data;
  private final Problems problems;

  SettingsReader(DataReader data, Problems problems) {
    this.data = data;
    this.problems = problems;
  }

  /** The keys it takes, beside those of {@link Setting}. */
  static Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(Set.of("environment", "tags", "when", "notify"));
    for (Setting setting : Setting.values()) {
      keys.add(setting.key());
    }
    return keys;
  }

  Settings read(Keys keys, boolean ofPlay) {
    Map<Setting, Data> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (!ofPlay || setting.belongsToPlays()) {
        keys.take(setting.key()).ifPresent(node -> values.put(setting, checked(setting, node, keys)));
      }
    }
    List<Data> notifies = ofPlay ? List.of() : keys.list("notify").stream().map(data::read).toList();
    List<Condition> when = ofPlay ? List.of() : keys.take("when").map(data::conditions).orElse(List.of());
    return new Settings(values, environment(keys), when, tags(keys), notifies);
  }

  private Data checked(Setting setting, YamlNode node, Keys keys) {
    Data value = data.read(node);
    if (value instanceof Data.Literal literal) {
      Optional<String> text = literal.literalText();
      if (setting.isFlag() && !(literal.value() instanceof Boolean)) {
        keys.wrong(setting.key(), "true or false", node);
      } else if (!setting.isFlag() && text.isEmpty()) {
        keys.wrong(setting.key(), "a text or number", node);
      } else if (setting == Setting.CONNECTION) {
        text.ifPresent(name -> known(name, CONNECTIONS, "connection", node));
      } else if (setting == Setting.BECOME_METHOD) {
        text.ifPresent(name -> known(name, BECOME_METHODS, "become_method", node));
      }
    }
    return value;
  }

  private void known(String name, Set<String> known, String key, YamlNode node) {
    String plain = name.startsWith("ansible.builtin.") ? name.substring(16) : name;
    if (!known.contains(plain)) {
      problems.report(
          Diagnostic.error(
              "invalid-value",
              "Invalid value",
              "'" + key + "' must be one of " + String.join(", ", known.stream().sorted().toList()) + ", not '" + name + "'."
                  + Suggestions.hint(name, known),
              node.span()));
    }
  }

  private List<Data> environment(Keys keys) {
    List<Data> all = new ArrayList<>();
    for (YamlNode node : keys.list("environment")) {
      if (node instanceof YamlNode.Sequence || (node instanceof YamlNode.Scalar scalar && !DataReader.hasTemplate(scalar.text()))) {
        keys.wrong("environment", "a mapping of variables to values", node);
      } else {
        if (node instanceof YamlNode.Mapping mapping) {
          mapping.entries().forEach(this::named);
        }
        all.add(data.read(node));
      }
    }
    return all;
  }

  private void named(YamlNode.Entry variable) {
    String name = variable.key().text();
    if (!Settings.isEnvironmentName(name)) {
      problems.report(
          Diagnostic.error("invalid-name", "Invalid name", Settings.notAnEnvironmentName(name), variable.key().span()));
    }
  }

  private Set<String> tags(Keys keys) {
    Set<String> tags = new LinkedHashSet<>();
    for (Located<String> tag : keys.texts("tags", true)) {
      if (DataReader.hasTemplate(tag.value())) {
        problems.report(
            Diagnostic.error(
                "not-supported",
                "Not supported yet",
                "Tags choose tasks before any variable is known, so a tag cannot be a template here.",
                tag.span()));
      } else {
        tags.add(tag.value());
      }
    }
    return tags;
  }
}
