package play.cli;

import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.Parameter;

/** docs/modules.md, made from the modules themselves. */
final class ModuleReference {
  private ModuleReference() {}

  static String page(ModuleRegistry modules) {
    StringBuilder page =
        new StringBuilder("# Modules\n\nMade by `play doc --markdown`; a test keeps it in step with the code.\n");
    modules.all().forEach(module -> section(module.spec(), page));
    return page.toString();
  }

  private static void section(ModuleSpec<?> spec, StringBuilder page) {
    page.append("\n## ").append(spec.name()).append("\n\n").append(spec.purpose()).append('\n');
    if (!spec.aliases().isEmpty()) {
      page.append("Also `").append(String.join("`, `", spec.aliases())).append("`.\n");
    }
    page.append("\n| Parameter | Type | Default | Meaning |\n|---|---|---|---|\n");
    for (Parameter parameter : spec.schema().parameters()) {
      page.append("| `%s` | %s | %s | %s |%n"
          .formatted(parameter.name(), cell(parameter.shownType()), fallback(parameter), cell(parameter.doc())));
    }
    spec.examples()
        .forEach(
            example ->
                page.append("\n```yaml\n# ").append(example.title()).append("\n- ").append(spec.name()).append(":\n").append(example.yaml().strip().indent(4)).append("```\n"));
  }

  private static String fallback(Parameter parameter) {
    return parameter.required() ? "required" : parameter.fallback().map(value -> "`" + value + "`").orElse("");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
