package play.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The commands there are, each made only when it is asked for, so that the others cost nothing at start. */
final class Commands {
    private record Entry(String name, String purpose, Supplier<Command> maker) {}

    private static final List<Entry> ALL = List.of(
            new Entry("run", "Run playbooks.", RunCommand::new),
            new Entry("plan", "Foretell what playbooks would change, and keep that as a plan.", PlanCommand::new),
            new Entry("show", "Show a plan that was kept, or a run from its events.", ShowCommand::new),
            new Entry("apply", "Do what a plan has kept, and nothing else.", ApplyCommand::new),
            new Entry("drift", "Tell by the exit code whether hosts are as playbooks want them.", DriftCommand::new),
            new Entry(
                    "runs", "Show what is kept of runs: which there were, and how each task ended.", RunsCommand::new),
            new Entry("exec", "Run one task, given here, on hosts.", ExecCommand::new),
            new Entry("console", "Run tasks that are typed, one after the other.", ConsoleCommand::new),
            new Entry("tunnel", "Forward a port of this machine to a service that a host reaches.", TunnelCommand::new),
            new Entry("lint", "Check playbooks without running them.", LintCommand::new),
            new Entry("new", "Make the first files of a playbook, a role, an inventory or a module.", NewCommand::new),
            new Entry("explain", "Tell what a diagnostic means, and what to write instead.", ExplainCommand::new),
            new Entry("doc", "Show the documentation of modules.", DocCommand::new),
            new Entry("schema", "Print a JSON Schema, by which editors check what is typed.", SchemaCommand::new),
            new Entry("lsp", "Serve editors by the Language Server Protocol.", LspCommand::new),
            new Entry("state", "Show, export and import the keys and certificates of clusters.", StateCommand::new),
            new Entry("test-module", "Hold the examples of a module to its contract.", TestModuleCommand::new),
            new Entry("inventory", "Show hosts, groups and their variables.", InventoryCommand::new),
            new Entry("eval", "Show what an expression or a template comes to for a host.", EvalCommand::new),
            new Entry("vars", "Show where the value of a variable comes from.", VarsCommand::new),
            new Entry("facts", "Show what hosts tell of themselves.", FactsCommand::new),
            new Entry("config", "Show what settings come to, and who says so.", ConfigCommand::new),
            new Entry("galaxy", "Install roles and collections that requirements name.", GalaxyCommand::new),
            new Entry("vault", "Encrypt, decrypt and edit files as ansible-vault does.", VaultCommand::new),
            new Entry("lab", "Create and manage the hosts of a lab on this machine.", LabCommand::new),
            new Entry(
                    "completion", "Print the script by which a shell completes command lines.", CompletionCommand::new),
            new Entry("self-check", "Tell what this machine lacks of what play needs.", SelfCheckCommand::new),
            new Entry("man", "Print manual pages.", ManCommand::new));

    private Commands() {}

    static Optional<Command> find(String name) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .map(entry -> entry.maker().get());
    }

    /** Each of them, made anew. */
    static List<Command> all() {
        return ALL.stream().map(entry -> entry.maker().get()).toList();
    }

    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    static String purpose(String name) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::purpose)
                .findFirst()
                .orElse("");
    }
}
