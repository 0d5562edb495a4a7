package play.playbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.module.Parameter;
import play.module.Schema;
import play.source.Located;
import play.yaml.YamlNode;

/** Arguments written as one text: {@code command: echo hi chdir=/tmp}, {@code file: path=/x state=absent}. */
final class FreeForm {
  private static final Pattern PAIR = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

  private final Problems problems;

  FreeForm(Problems problems) {
    this.problems = problems;
  }

  /** A word of the text: chars {@code [start, end)}. */
  private record Word(int start, int end) {}

  /** The parts of the text, by the parameters they are for. */
  Map<Located<String>, YamlNode.Scalar> read(String module, Schema<?> schema, YamlNode.Scalar scalar) {
    Map<Located<String>, YamlNode.Scalar> arguments = new LinkedHashMap<>();
    Optional<Parameter> rest = schema.freeForm();
    List<Word> others = new ArrayList<>();
    for (Word word : words(scalar.text())) {
      Matcher pair = PAIR.matcher(scalar.text().substring(word.start(), word.end()));
      boolean named = pair.matches() && (rest.isEmpty() || isOther(pair.group(1), schema, rest.get()));
      if (named) {
        int value = word.start() + pair.start(2);
        arguments.put(new Located<>(pair.group(1), scalar.spanOf(word.start(), word.start() + pair.end(1))), value(scalar, value, word.end()));
      } else if (rest.isPresent()) {
        others.add(word);
      } else {
        problems.report(
            Diagnostic.error(
                "bad-arguments",
                "Arguments cannot be read",
                "Module '" + module + "' takes 'name=value' here, or better a mapping below its name.",
                scalar.spanOf(word.start(), word.end())));
      }
    }
    if (rest.isPresent() && !others.isEmpty()) {
      arguments.put(new Located<>(rest.get().name(), scalar.span()), joined(scalar, others));
    }
    return arguments;
  }

  /** Words that follow each other keep what is between them; where one was taken out, a blank is left. */
  private static YamlNode.Scalar joined(YamlNode.Scalar scalar, List<Word> words) {
    StringBuilder text = new StringBuilder();
    List<Integer> places = new ArrayList<>();
    int from = words.getFirst().start();
    for (Word word : words) {
      boolean next = scalar.text().substring(from, word.start()).isBlank();
      for (int i = next ? from : word.start() - 1; i < word.end(); i++) {
        text.append(scalar.text().charAt(i));
        places.add(scalar.offsets()[i]);
      }
      from = word.end();
    }
    places.add(scalar.offsets()[from]);
    int[] offsets = places.stream().mapToInt(Integer::intValue).toArray();
    return new YamlNode.Scalar(text.toString(), text.toString(), scalar.tag(), true, scalar.span(), offsets);
  }

  private static boolean isOther(String name, Schema<?> schema, Parameter rest) {
    return schema.find(name).filter(parameter -> !parameter.equals(rest)).isPresent();
  }

  /** Quotes around the whole of a value are not part of it. */
  private static YamlNode.Scalar value(YamlNode.Scalar scalar, int start, int end) {
    String text = scalar.text();
    boolean quoted =
        end - start >= 2 && (text.charAt(start) == '"' || text.charAt(start) == '\'') && text.charAt(end - 1) == text.charAt(start);
    return quoted ? part(scalar, start + 1, end - 1) : part(scalar, start, end);
  }

  private static YamlNode.Scalar part(YamlNode.Scalar scalar, int start, int end) {
    String text = scalar.text().substring(start, end);
    int[] offsets = Arrays.copyOfRange(scalar.offsets(), start, end + 1);
    return new YamlNode.Scalar(text, text, scalar.tag(), true, scalar.spanOf(start, end), offsets);
  }

  /** Words end at blanks that are in no quotes and no template. */
  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    int start = -1;
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && depth == 0 && Character.isWhitespace(c)) {
        if (start >= 0) {
          words.add(new Word(start, i));
        }
        start = -1;
        continue;
      }
      start = start < 0 ? i : start;
      if (quote == 0 && (text.startsWith("{{", i) || text.startsWith("{%", i))) {
        depth++;
      } else if (quote == 0 && depth > 0 && (text.startsWith("}}", i) || text.startsWith("%}", i))) {
        depth--;
      } else if (depth == 0 && (c == '"' || c == '\'')) {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
    }
    if (start >= 0) {
      words.add(new Word(start, text.length()));
    }
    return words;
  }
}
