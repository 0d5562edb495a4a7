package play.vars;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.TextFiles;
import play.playbook.DataReader;
import play.playbook.Vars;
import play.source.SourceFile;
import play.source.Span;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

/** Reads what {@code -e} is given: {@code name=value} words, whose values are text; YAML or JSON; {@code @file}. */
public final class ExtraVars {
  private static final String OPTION = "--extra-vars";

  private final DataReader data;
  private final VaultNodes nodes;
  private final Problems problems;

  public ExtraVars(DataReader data, VaultNodes nodes, Problems problems) {
    this.data = data;
    this.nodes = nodes;
    this.problems = problems;
  }

  /** The variables of all options together; later ones win. */
  public Vars read(List<String> options) {
    Vars all = Vars.NONE;
    for (String option : options) {
      all = all.and(one(option.strip()));
    }
    return all;
  }

  private Vars one(String option) {
    if (option.startsWith("@")) {
      return file(Path.of(option.substring(1)));
    }
    SourceFile source = new SourceFile(OPTION, option);
    if (option.startsWith("{") || option.startsWith("[")) {
      return document(source);
    }
    return data.vars(new YamlNode.Mapping(words(source), source.whole()));
  }

  private Vars file(Path file) {
    return TextFiles.read(file, problems).map(this::document).orElse(Vars.NONE);
  }

  private Vars document(SourceFile source) {
    Optional<YamlNode> root = nodes.document(source);
    return root.map(data::vars).orElse(Vars.NONE);
  }

  /** Words are parted at blanks outside of quotes; quotes around a value are not part of it. */
  private List<YamlNode.Entry> words(SourceFile source) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    String text = source.text();
    int at = 0;
    while (at < text.length()) {
      int end = wordEnd(text, at);
      if (end > at) {
        word(source, at, end).ifPresent(entries::add);
      }
      at = end + 1;
    }
    return entries;
  }

  private static int wordEnd(String text, int start) {
    char quote = 0;
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += text.startsWith("{{", i) ? 1 : text.startsWith("}}", i) ? -1 : 0;
      if (quote == 0 && depth <= 0 && Character.isWhitespace(c)) {
        return i;
      }
      if (c == '\'' || c == '"') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
    }
    return text.length();
  }

  private Optional<YamlNode.Entry> word(SourceFile source, int start, int end) {
    int equals = source.text().indexOf('=', start);
    if (equals <= start || equals >= end) {
      String word = source.text().substring(start, end);
      problems.report(
          Diagnostic.error(
              "extra-vars",
              "Not variables",
              "-e takes 'name=value', YAML that begins with '{', or '@file'."
                  + (Files.exists(Path.of(word)) ? " Write '@" + word + "' for the file." : ""),
              source.span(start, end)));
      return Optional.empty();
    }
    boolean quoted = end - equals > 2 && "'\"".indexOf(source.text().charAt(equals + 1)) >= 0
        && source.text().charAt(end - 1) == source.text().charAt(equals + 1);
    YamlNode.Scalar key = scalar(source.span(start, equals));
    return Optional.of(new YamlNode.Entry(key, scalar(quoted ? source.span(equals + 2, end - 1) : source.span(equals + 1, end))));
  }

  private static YamlNode.Scalar scalar(Span span) {
    int[] offsets = new int[span.end() - span.start() + 1];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = span.start() + i;
    }
    return new YamlNode.Scalar(span.text(), span.text(), Optional.empty(), true, span, offsets);
  }
}
