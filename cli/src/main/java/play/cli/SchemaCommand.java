package play.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import play.diag.ProblemList;
import play.diag.Suggestions;
import play.expression.Expressions;
import play.load.ModuleFolders;
import play.load.RolePaths;
import play.module.ModuleSpec;
import play.plugin.CallPlace;
import play.plugin.Plugins;
import play.schema.JsonSchema;
import play.schema.Kind;

/** {@code play schema KIND}: a JSON Schema, by which editors complete and check files. */
final class SchemaCommand implements Command {
    private static final List<String> KINDS =
            Stream.of(Kind.values()).map(SchemaCommand::name).toList();

    @Override
    public String name() {
        return "schema";
    }

    @Override
    public String synopsis() {
        return "playbook|tasks|inventory|argument-specs [options]";
    }

    @Override
    public List<Option> options() {
        return List.of(PluginOption.OPTION, RoleOptions.COLLECTIONS);
    }

    @Override
    public List<String> words() {
        return KINDS;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        if (arguments.rest().size() != 1) {
            throw new UsageException("'play schema' needs one of " + String.join(", ", KINDS));
        }
        Kind kind = kind(arguments.rest().getFirst());
        ProblemList problems = new ProblemList();
        List<ModuleSpec<?>> modules = modules(arguments, problems);
        Loaded.print(problems.sorted(), arguments, terminal.err());
        terminal.out().println(new JsonSchema(modules).of(kind).toPrettyString());
        return problems.hasErrors() ? RunSession.PROBLEMS : 0;
    }

    /** Those of play, of plugins, and those that files beside here describe. */
    private static List<ModuleSpec<?>> modules(Arguments arguments, ProblemList problems) {
        Plugins plugins = PluginOption.loaded(arguments, problems);
        RolePaths paths = RoleOptions.paths(arguments, Home.ofUser(), problems);
        plugins.add(new ModuleFolders(plugins, Expressions.standard(), paths).with(Home.modulesInYaml()));
        List<ModuleSpec<?>> modules = new ArrayList<>();
        DocCommand.all(plugins, CallPlace.beside(Path.of("")), problems).forEach(module -> modules.add(module.spec()));
        return modules;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Kind kind(String word) throws UsageException {
        return Stream.of(Kind.values())
                .filter(kind -> name(kind).equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no schema of '" + word + "', but of "
                        + String.join(", ", KINDS) + "." + Suggestions.hint(word, KINDS)));
    }
}
