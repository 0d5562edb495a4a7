package play.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.module.Control;
import play.module.Guest;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Transfer;
import play.param.Parameter;
import play.result.CommonFields;
import play.result.ResultField;
import play.result.ResultType;

/** docs/modules.md, made from the modules themselves. */
final class ModuleReference {
    private static final String HEAD = """
        # Modules

        Made by `./play doc --markdown > docs/modules.md`; a test keeps it in step with the code. `play doc MODULE`
        shows one.

        The kind of a module says what a dry run (`--check`) does with it: a **resource** is planned, and what the plan
        would change is believed by the tasks after it; a **query** changes nothing and is asked; a **procedure** can
        only be done, so it is not, and its result is unknown; a **transfer** has programs on both sides compare, and
        its result is unknown where anything is only foreseen; a **control** touches nothing outside the run and is
        evaluated as ever. A module that is not here may be one of those in YAML that come along
        ([modules-in-yaml](modules-in-yaml.md)), or one of Ansible's, which runs unchanged as a **guest** and says
        itself what it changed ([guests](guests.md)).

        | Module | Kind | What it does |
        |---|---|---|
        """;

    private static final String FIELDS = """

        ## Fields of every result

        What `register` gets has these beside the fields of its module, which are missing where the task failed or was
        skipped. In the tables of the modules `[]` stands for the items of a list, `*` for any key.

        """;

    private static final String RETURNS = "| Returns | Type | When | Meaning |\n|---|---|---|---|\n";

    private ModuleReference() {}

    static String page(ModuleRegistry modules) {
        StringBuilder page = new StringBuilder(HEAD);
        for (TaskModule<?> module : modules.all()) {
            String name = module.spec().name();
            page.append("| [%s](#%s) | %s | %s |\n"
                    .formatted(name, name, kind(module), cell(module.spec().purpose())));
        }
        page.append(FIELDS).append(RETURNS);
        CommonFields.told().forEach(field -> page.append(returned(field.name(), field)));
        modules.all().forEach(module -> section(module, page));
        return page.toString();
    }

    private static String kind(TaskModule<?> module) {
        return switch (module) {
            case Resource<?> resource -> "resource";
            case Query<?> query -> "query";
            case Procedure<?> procedure -> "procedure";
            case Transfer<?> transfer -> "transfer";
            case Control<?> control -> "control";
            case Guest<?> guest -> "guest";
        };
    }

    /** One module of the page. */
    static String section(TaskModule<?> module) {
        StringBuilder page = new StringBuilder();
        section(module, page);
        return page.toString().strip();
    }

    private static void section(TaskModule<?> module, StringBuilder page) {
        ModuleSpec<?> spec = module.spec();
        String aliases = spec.aliases().isEmpty() ? "" : " Also: " + quoted(spec.aliases()) + ".";
        page.append("\n## ").append(spec.name()).append("\n\n");
        page.append(folded(spec.purpose() + " Kind: " + kind(module) + "." + aliases + groups(spec)));
        page.append("\n\n| Parameter | Type | Default | Meaning |\n|---|---|---|---|\n");
        for (ParameterEntry entry : ParameterEntry.all(spec.schema())) {
            Parameter parameter = entry.parameter();
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            entry.name(), cell(parameter.shownType()), fallback(parameter), cell(meaning(parameter))));
        }
        spec.returns().ifPresent(fields -> returns(fields, page));
        examples(spec).forEach((yaml, titles) -> example(spec.name(), yaml, titles, page));
    }

    private static String groups(ModuleSpec<?> spec) {
        List<String> names = spec.groups().stream().map("group/"::concat).toList();
        return names.isEmpty() ? "" : " For `module_defaults`: " + quoted(names) + ".";
    }

    private static void returns(ResultType.Fields fields, StringBuilder page) {
        page.append('\n').append(RETURNS);
        for (FieldEntry entry : FieldEntry.all(fields)) {
            page.append(returned(entry.name(), entry.field()));
        }
        if (fields.open()) {
            page.append("| … | any value | sometimes | More fields, whose names are not known before. |\n");
        }
    }

    private static String returned(String name, ResultField field) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(name, field.type().shown(), cell(field.when().orElse("always")), cell(field.doc()));
    }

    private static String meaning(Parameter parameter) {
        return parameter.aliases().isEmpty()
                ? parameter.doc()
                : parameter.doc() + " Also: " + quoted(parameter.aliases()) + ".";
    }

    /** The arguments, each once, and what they are examples of. */
    private static Map<String, String> examples(ModuleSpec<?> spec) {
        Map<String, String> titles = new LinkedHashMap<>();
        spec.examples()
                .forEach(example ->
                        titles.merge(example.yaml().strip(), example.title(), (one, other) -> one + "; " + other));
        return titles;
    }

    private static void example(String name, String yaml, String titles, StringBuilder page) {
        page.append("\n```yaml\n# ")
                .append(titles)
                .append("\n- ")
                .append(name)
                .append(":\n")
                .append(yaml.indent(4))
                .append("```\n");
    }

    private static String fallback(Parameter parameter) {
        return parameter.required()
                ? "required"
                : parameter.shownFallback().map(value -> "`" + value + "`").orElse("");
    }

    private static String quoted(List<String> names) {
        return "`" + String.join("`, `", names) + "`";
    }

    /** In lines of 120 columns. */
    private static String folded(String text) {
        return text.replaceAll("(.{1,120})( |$)", "$1\n").strip();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
