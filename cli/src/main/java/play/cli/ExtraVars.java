package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.playbook.Data;
import play.playbook.DataReader;
import play.playbook.Vars;
import play.source.SourceFile;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

/** Variables of {@code -e}: {@code k=v} words (values are text), a YAML or JSON mapping, or {@code @file}. */
final class ExtraVars {
  private static final Pattern PAIR = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))\\s*");

  private final DataReader reader;
  private final VaultNodes nodes;
  private final Problems problems;

  ExtraVars(DataReader reader, VaultNodes nodes, Problems problems) {
    this.reader = reader;
    this.nodes = nodes;
    this.problems = problems;
  }

  /** All of them; later ones win. */
  Vars read(List<String> given) {
    Vars vars = Vars.NONE;
    for (String text : given) {
      vars = vars.and(one(text));
    }
    return vars;
  }

  private Vars one(String text) {
    if (text.startsWith("@")) {
      return file(Path.of(text.substring(1)));
    }
    SourceFile source = new SourceFile("--extra-vars", text);
    return text.startsWith("{") || text.startsWith("[") ? mapping(source) : pairs(source);
  }

  private Vars file(Path file) {
    try {
      return mapping(new SourceFile(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      problems.report(Diagnostic.error("unreadable-file", "File cannot be read", "Extra variables are to come from '" + file + "': " + e.getMessage()));
      return Vars.NONE;
    }
  }

  private Vars mapping(SourceFile source) {
    Optional<YamlNode> node = nodes.document(source);
    if (node.isPresent() && node.get() instanceof YamlNode.Mapping mapping) {
      return reader.vars(mapping);
    }
    node.ifPresent(other -> problems.report(wrong(source)));
    return Vars.NONE;
  }

  private static Diagnostic wrong(SourceFile source) {
    return Diagnostic.error("extra-vars", "Extra variables cannot be read", "Write k=v, a YAML or JSON mapping, or @file.", source.whole());
  }

  private Vars pairs(SourceFile source) {
    Map<String, Vars.Var> all = new LinkedHashMap<>();
    Matcher matcher = PAIR.matcher(source.text().stripLeading());
    int at = 0;
    while (matcher.find() && matcher.start() == at) {
      at = matcher.end();
      String value = Optional.ofNullable(matcher.group(2)).or(() -> Optional.ofNullable(matcher.group(3))).orElse(matcher.group(4) == null ? "" : matcher.group(4));
      all.put(matcher.group(1), new Vars.Var(new Data.Literal(value, source.whole()), source.whole()));
    }
    if (at < source.text().stripLeading().length() || all.isEmpty()) {
      problems.report(wrong(source));
    }
    return new Vars(all);
  }
}
