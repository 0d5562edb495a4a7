package play.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.diag.Problems;
import play.expression.Expressions;
import play.expression.Template;
import play.source.Located;
import play.yaml.YamlNode;

/** Turns nodes of YAML into values with their templates parsed. Encrypted scalars must have been opened before. */
public final class DataReader {
  private final Expressions expressions;
  private final Problems problems;

  public DataReader(Expressions expressions, Problems problems) {
    this.expressions = expressions;
    this.problems = problems;
  }

  public Data read(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar(scalar);
      case YamlNode.Sequence sequence -> {
        List<Data> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(read(item)));
        yield Data.ofItems(items, sequence.span());
      }
      case YamlNode.Mapping mapping -> {
        Map<Located<String>, Data> fields = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach(entry -> fields.put(new Located<>(entry.key().text(), entry.key().span()), read(entry.value())));
        yield Data.ofFields(fields, mapping.span());
      }
    };
  }

  /** All entries of a mapping as variables. */
  public Vars vars(YamlNode.Mapping mapping) {
    Map<String, Vars.Var> all = new LinkedHashMap<>();
    mapping.entries().forEach(entry -> all.put(entry.key().text(), new Vars.Var(read(entry.value()), entry.key().span())));
    return new Vars(all);
  }

  private Data scalar(YamlNode.Scalar scalar) {
    boolean unsafe = scalar.tag().filter(tag -> tag.equals("!unsafe")).isPresent();
    if (unsafe || !(scalar.value() instanceof String text)) {
      return new Data.Literal(scalar.value(), scalar.span());
    }
    if (!text.contains("{{") && !text.contains("{%") && !text.contains("{#")) {
      return new Data.Literal(text, scalar.span());
    }
    Template template = expressions.template(text, scalar::spanOf, problems);
    return template.isPlain() ? new Data.Literal(text, scalar.span()) : new Data.Text(template, scalar.span());
  }
}
