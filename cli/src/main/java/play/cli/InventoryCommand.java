package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Printable;
import play.diag.ProblemList;
import play.expression.data.Json;
import play.vault.Vault;

/** {@code play inventory}: the hosts and groups there are, and their variables as they are written. */
final class InventoryCommand implements Command {
    private static final Option LIST = Option.flag("All groups and hosts, with their variables.", "--list");
    private static final Option HOST = Option.of("HOST", "The variables of one host.", "--host");
    private static final Option GRAPH = Option.flag("Groups, and what is in them, as a tree.", "--graph");
    private static final Option EXPORT = Option.flag("--list: variables where they are written.", "--export");
    private static final Json.Style JSON = new Json.Style(4, true, false);

    @Override
    public String name() {
        return "inventory";
    }

    @Override
    public String synopsis() {
        return "-i PATH (--list | --host HOST | --graph [GROUP]) [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Loaded.OPTIONS_OF_INVENTORY);
        options.addAll(List.of(LIST, HOST, GRAPH, EXPORT));
        return List.copyOf(options);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        long asked = List.of(LIST, HOST, GRAPH).stream()
                .filter(option -> arguments.has(option.name()))
                .count();
        if (asked != 1 || arguments.rest().size() > (arguments.has(GRAPH.name()) ? 1 : 0)) {
            throw new UsageException("'play inventory' needs one of --list, --host HOST and --graph [GROUP]");
        }
        ProblemList problems = new ProblemList();
        Loaded loaded =
                Loaded.read(arguments, Loaded.Asked.of(List.of()), new Vault(Passwords.vault(arguments)), problems);
        Loaded.print(problems.sorted(), arguments, terminal.err());
        return problems.hasErrors()
                ? RunSession.PROBLEMS
                : print(
                        new ListedInventory(
                                loaded.inventory(), loaded.variables().sources()),
                        arguments,
                        terminal);
    }

    private static int print(ListedInventory listed, Arguments arguments, Terminal terminal) throws UsageException {
        if (arguments.has(LIST.name())) {
            return json(listed.all(arguments.has(EXPORT.name())), terminal);
        }
        if (arguments.has(HOST.name())) {
            String host = arguments.value(HOST.name()).orElse("");
            Optional<Map<String, @Nullable Object>> vars = listed.host(host);
            return json(
                    vars.orElseThrow(() -> new UsageException("the inventory has no host '" + host + "'")), terminal);
        }
        String group = arguments.rest().isEmpty() ? "all" : arguments.rest().getFirst();
        List<String> lines = listed.graph(group);
        if (lines.isEmpty()) {
            throw new UsageException("the inventory has no group '" + group + "'");
        }
        lines.forEach(line -> terminal.out().println(Printable.line(line)));
        return 0;
    }

    private static int json(Map<String, @Nullable Object> value, Terminal terminal) {
        terminal.out().println(Json.write(value, JSON));
        return 0;
    }
}
