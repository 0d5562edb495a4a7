package play.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.converge.Attendant;
import play.converge.Store;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.diag.Suggestions;
import play.expression.Expressions;
import play.guest.GuestCalls;
import play.guest.Guests;
import play.host.Facts;
import play.inventory.FolderVars;
import play.inventory.Inventory;
import play.inventory.InventoryReader;
import play.inventory.VarsFolders;
import play.lab.Lab;
import play.lab.LabException;
import play.lab.LabInventory;
import play.load.AdHocTask;
import play.load.DataReader;
import play.load.Loading;
import play.load.ModuleFolders;
import play.load.PlaybookLoader;
import play.load.RolePaths;
import play.playbook.Playbook;
import play.playbook.StepTree;
import play.plugin.ModuleProvider;
import play.plugin.Plugins;
import play.run.Access;
import play.run.EnrolledNames;
import play.run.InventorySource;
import play.run.PlayHosts;
import play.run.RunInputs;
import play.schedule.StartAt;
import play.source.FileNames;
import play.source.Located;
import play.source.SourceFile;
import play.vars.ConnectionNames;
import play.vars.ExtraVars;
import play.vars.Invocation;
import play.vars.LocalHosts;
import play.vars.StaticArguments;
import play.vars.StaticModules;
import play.vars.StaticTags;
import play.vars.UndefinedNames;
import play.vars.VariableSources;
import play.vars.Variables;
import play.vault.Vault;
import play.vault.VaultNodes;

/**
 * Everything that can be known without contacting a host.
 *
 * @param again reads the inventory anew
 * @param plugins the modules there are
 * @param targets the plays, with their hosts
 * @param labs hosts of this machine that the inventory asks for
 * @param files all that was read for it
 */
record Loaded(
        List<Playbook> playbooks,
        Inventory inventory,
        InventorySource again,
        Variables variables,
        PlayHosts hosts,
        PlaybookLoader loader,
        Plugins plugins,
        Expressions expressions,
        List<UndefinedNames.Target> targets,
        List<LabInventory.Wanted> labs,
        List<SourceFile> files) {
    static final Option STRICT_HOSTS =
            Option.flag("Refuse plays for hosts or groups that the inventory does not have.", "--strict-hosts");

    static final Option EXTRA_VARS =
            Option.of("VARS", "Extra variables: k=v, YAML or JSON, @file. Repeatable.", "-e", "--extra-vars");

    static final Option LIMIT = Option.of("PATTERN", "Only these of the hosts.", "-l", "--limit");

    /** What says what is loaded. */
    static final List<Option> OPTIONS = joined(
            Option.of(
                    "PATH",
                    "Inventory: a file, a directory, a program, or hosts with a comma. Repeatable.",
                    "-i",
                    "--inventory-file",
                    "--inventory"),
            LIMIT,
            STRICT_HOSTS,
            PluginOption.OPTION,
            GuestOption.OPTION,
            RoleOptions.ROLES,
            RoleOptions.COLLECTIONS,
            EXTRA_VARS);

    static final Option ALL_PROBLEMS =
            Option.flag("Show all problems that are found, not the first 20.", "--all-problems");

    private static final Set<Option> OF_PLAYBOOKS = Set.of(
            LIMIT, STRICT_HOSTS, PluginOption.OPTION, GuestOption.OPTION, RoleOptions.ROLES, RoleOptions.COLLECTIONS);

    /** The same where there is no playbook. */
    static final List<Option> OPTIONS_OF_INVENTORY =
            OPTIONS.stream().filter(option -> !OF_PLAYBOOKS.contains(option)).toList();

    private static List<Option> joined(Option... own) {
        return Stream.concat(Stream.of(own), Passwords.VAULT_OPTIONS.stream()).toList();
    }

    /** Reads it all, with the playbooks named; what is wrong is reported, all of it in one go. */
    static Loaded read(Arguments arguments, Vault vault, ProblemList problems) throws InterruptedException {
        List<Path> files = new ArrayList<>();
        for (String name : arguments.rest()) {
            FileNames.path(name).ifPresentOrElse(files::add, () -> problems.report(PlaybookLoader.missing(name)));
        }
        return read(arguments, Asked.of(files), vault, problems);
    }

    /** What need not be made anew where the same is read again and again. */
    interface Kept {
        /** Nothing is kept. */
        Kept NOTHING = new Kept() {
            @Override
            public Guests guests(Supplier<Guests> fresh) {
                return fresh.get();
            }

            @Override
            public Inventory inventory(InventorySource source, ProblemList problems) throws InterruptedException {
                return source.read(problems);
            }
        };

        /** Ansible's modules, by a program that goes on running. */
        Guests guests(Supplier<Guests> fresh);

        /** What the inventories say, whose programs may take their time. */
        Inventory inventory(InventorySource source, ProblemList problems) throws InterruptedException;
    }

    /**
     * What is to be read.
     *
     * @param folders of the playbooks, whose variables count
     * @param playbooks reads them
     * @param provider changes what brings the modules that files describe
     */
    record Asked(
            List<Path> folders,
            Function<PlaybookLoader, List<Playbook>> playbooks,
            UnaryOperator<ModuleProvider> provider,
            Kept kept) {
        private Asked(
                List<Path> folders,
                Function<PlaybookLoader, List<Playbook>> playbooks,
                UnaryOperator<ModuleProvider> provider) {
            this(folders, playbooks, provider, Kept.NOTHING);
        }

        /** The same, with what was kept from before. */
        Asked with(Kept other) {
            return new Asked(folders, playbooks, provider, other);
        }

        static Asked of(List<Path> files) {
            return of(files, provider -> provider);
        }

        static Asked of(List<Path> files, UnaryOperator<ModuleProvider> provider) {
            List<Path> folders = files.stream()
                    .flatMap(file -> Stream.ofNullable(file.toAbsolutePath().getParent()))
                    .toList();
            return new Asked(folders, loader -> loader.load(files), provider);
        }

        /** No playbook; variables beside a folder count. */
        static Asked nothing(Path folder) {
            return new Asked(List.of(folder.toAbsolutePath()), loader -> List.of(), provider -> provider);
        }

        /** A task of the command line, which counts as standing in a folder. */
        static Asked of(AdHocTask task, Path folder) {
            return new Asked(
                    List.of(folder.toAbsolutePath()),
                    loader -> List.of(loader.adHoc(task, folder)),
                    provider -> provider);
        }
    }

    /** Reads it all, with these playbooks. */
    static Loaded read(Arguments arguments, Asked asked, Vault vault, ProblemList problems)
            throws InterruptedException {
        RolePaths paths = RoleOptions.paths(arguments, Home.ofUser(), problems);
        Guests guests = asked.kept().guests(() -> GuestOption.of(arguments, System.getenv(), paths.collections()));
        Expressions expressions = Expressions.standard().with(new GuestCalls(guests));
        VaultNodes nodes = new VaultNodes(vault, problems);
        LabInventory lab = new LabInventory(LabInventory.standardStateFolder());
        InventorySource again = told ->
                new InventoryReader(List.of(lab), new VaultNodes(vault, told), told).read(arguments.all("--inventory"));
        Inventory inventory = asked.kept().inventory(again, problems);
        Plugins plugins = PluginOption.loaded(arguments, problems);
        plugins.add(asked.provider().apply(new ModuleFolders(plugins, expressions, paths).with(Home.modulesInYaml())));
        plugins.add(guests);
        DataReader reader = new DataReader(expressions, problems);
        Invocation run = new Invocation(
                new ExtraVars(reader, nodes, problems).read(arguments.all("--extra-vars")),
                arguments.has("--check"),
                arguments.has("--diff"),
                words(arguments.all("--tags")),
                words(arguments.all("--skip-tags")),
                ToldVariables.of(arguments),
                new ToldSettings(arguments, paths).values());
        List<FolderVars> beside = beside(asked.folders(), nodes, problems);
        VariableSources sources = new VariableSources(inventory, beside, reader, run, vault);
        LocalHosts here = new LocalHosts(sources, arguments.value("--connection"));
        PlaybookLoader loader = new PlaybookLoader(new Loading(plugins, expressions, vault, paths, here, problems));
        List<Playbook> playbooks = asked.playbooks().apply(loader);
        Variables variables = new Variables(sources);
        PlayHosts hosts = new PlayHosts(
                variables, limit(arguments), arguments.has(STRICT_HOSTS.name()), EnrolledNames.of(playbooks));
        List<UndefinedNames.Target> targets = playbooks.stream()
                .flatMap(playbook -> playbook.plays().stream())
                .map(play -> new UndefinedNames.Target(play, hosts.of(play, problems)))
                .toList();
        new StaticTags(sources, problems).check(targets);
        new UnknownTags(targets, variables, problems).check(arguments);
        new ConnectionNames(sources, factNames(), problems)
                .check(targets.stream().map(UndefinedNames.Target::play).toList());
        new UndefinedNames(sources, factNames(), problems).check(targets);
        new StaticArguments(sources, factNames(), problems).check(targets);
        new StaticModules(sources, factNames(), problems).check(targets);
        return new Loaded(
                playbooks,
                inventory,
                again,
                variables,
                hosts,
                loader,
                plugins,
                expressions,
                targets,
                lab.wanted(),
                problems.taken());
    }

    /** What a run of it works with. */
    RunInputs inputs(Access access, Store store, Attendant attendant, RunSession.Watch watch) {
        return new RunInputs(
                variables,
                again,
                hosts,
                loader,
                expressions,
                access,
                store,
                attendant,
                watch.approvals(),
                watch.ledger());
    }

    /** Prints problems, the first of them in full unless all are asked for. */
    static void print(List<Diagnostic> problems, Arguments arguments, PrintWriter out) {
        boolean all = arguments.has(ALL_PROBLEMS.name()) || problems.size() <= DiagnosticText.MOST_SHOWN;
        out.print(DiagnosticText.render(problems, all ? problems.size() : DiagnosticText.MOST_SHOWN));
        if (!all) {
            out.println("'--all-problems' shows them.");
        }
    }

    /** With what the playbooks ask for; hosts that depend on it are looked for again. */
    Loaded answered(Questioner questioner, ProblemList problems) throws UsageException, InterruptedException {
        if (targets.stream().allMatch(target -> target.play().prompts().isEmpty())) {
            return this;
        }
        List<Playbook> answered = new Prompts(questioner, variables, problems).answered(playbooks);
        if (!problems.hasErrors()) {
            answered.stream()
                    .flatMap(playbook -> playbook.plays().stream())
                    .filter(play -> !play.prompts().isEmpty())
                    .forEach(play -> hosts.of(play, problems));
        }
        return with(answered);
    }

    /** What steps are called that are written. */
    private Set<String> names() {
        return playbooks.stream()
                .flatMap(playbook -> playbook.plays().stream())
                .flatMap(StepTree::all)
                .map(step -> step.name().shown())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** From the task of a name on. */
    Loaded from(String task) throws UsageException {
        List<Playbook> left = StartAt.task(task, playbooks)
                .orElseThrow(() -> new UsageException("no task is called '" + task
                        + "'; --start-at-task finds what is written in playbooks, roles and imports, not what an"
                        + " include brings in the run. 'play run --list-tasks' lists the names."
                        + Suggestions.hint(task, names())));
        return with(left);
    }

    private Loaded with(List<Playbook> others) {
        return new Loaded(
                others, inventory, again, variables, hosts, loader, plugins, expressions, targets, labs, files);
    }

    /**
     * Brings up those of its hosts that are made on this machine; {@code progress} takes what the lab says, a line at a
     * time.
     */
    void bringUpLabs(Consumer<String> progress) throws LabException, InterruptedException {
        Lab lab = new Lab(Home.folder(), progress);
        for (LabInventory.Wanted wanted : labs) {
            try {
                lab.up(wanted.name(), wanted.subnet(), wanted.hosts());
            } catch (LabException e) {
                throw new LabException("the lab '" + wanted.name() + "' cannot be brought up: " + e.getMessage());
            }
        }
    }

    private static Optional<Located<String>> limit(Arguments arguments) {
        return arguments
                .value("--limit")
                .map(text -> new SourceFile("--limit", text))
                .map(source -> new Located<>(source.text(), source.whole()));
    }

    private static List<FolderVars> beside(List<Path> folders, VaultNodes nodes, ProblemList problems) {
        VarsFolders reader = new VarsFolders(nodes, problems);
        return folders.stream()
                .map(Path::normalize)
                .distinct()
                .map(reader::read)
                .toList();
    }

    private static Set<String> factNames() {
        return Set.copyOf(Facts.NAMES);
    }

    /** Values of a repeatable option, each a list with commas. */
    static List<String> words(List<String> given) {
        return given.stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
