package play.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import play.console.Vocabulary;
import play.diag.ProblemList;
import play.module.ModuleSpec;
import play.plugin.CallPlace;
import play.vault.Vault;
import play.vault.VaultPassword;

/** {@code play console}: tasks that are typed, each run at once on the hosts of a pattern. */
final class ConsoleCommand implements Command {
    /** That {@code play exec} takes and a console has no use for. */
    private static final Set<String> NOT_HERE = Set.of("--module-name", "--args", "--list-hosts", "--events");

    @Override
    public String name() {
        return "console";
    }

    @Override
    public String synopsis() {
        return """
            [PATTERN] -i INVENTORY [options]

            Each line is a task: 'MODULE k=v …' or 'MODULE {k: v}'. ':help' tells the rest.\
            """;
    }

    @Override
    public List<Option> options() {
        return new ExecCommand()
                .options().stream()
                        .filter(option -> !NOT_HERE.contains(option.name()))
                        .toList();
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().size() > 1) {
            throw new UsageException("'play console' takes one pattern of hosts");
        }
        ProblemList problems = new ProblemList();
        List<VaultPassword> passwords = Passwords.vault(arguments);
        Loaded loaded = Loaded.read(
                arguments, Loaded.Asked.nothing(ExecCommand.folder(arguments)), new Vault(passwords), problems);
        ToldWarnings told = new ToldWarnings();
        Loaded.print(told.untold(problems.sorted()), arguments, terminal.err());
        if (problems.hasErrors()) {
            return RunSession.PROBLEMS;
        }
        boolean typed = Keyboard.standard().isThere();
        if (typed) {
            RunSession.makeFolders();
        }
        try (ConsoleInput input = typed
                ? TypedInput.open(
                        vocabulary(loaded, ExecCommand.folder(arguments)),
                        Home.state().resolve("console_history"))
                : new PipedInput(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))) {
            return new ConsoleSession(arguments, terminal, input, new RememberedSecrets(passwords, Secrets.ASKED), told)
                    .run();
        }
    }

    static Vocabulary vocabulary(Loaded loaded, Path folder) {
        Map<String, ModuleSpec<?>> modules = new LinkedHashMap<>();
        DocCommand.all(loaded.plugins(), CallPlace.beside(folder), new ProblemList())
                .forEach(module -> modules.put(module.spec().name(), module.spec()));
        List<String> hosts = new ArrayList<>(loaded.inventory().groups().keySet());
        hosts.addAll(loaded.inventory().hosts().keySet());
        return new Vocabulary(modules, hosts, ConsoleSession.ORDERS);
    }
}
