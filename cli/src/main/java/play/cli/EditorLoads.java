package play.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.UnsavedTexts;
import play.editor.Vocabulary;
import play.expression.Expressions;
import play.lint.Linter;
import play.lint.PlaybookProject;
import play.load.ModuleFolders;
import play.load.RolePaths;
import play.lsp.Checker;
import play.lsp.Settings;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.plugin.CallPlace;
import play.plugin.Plugins;
import play.schema.Keywords;
import play.source.FileNames;
import play.source.SourceFile;
import play.vault.Vault;

/** Playbooks as {@code play lint} reads them, again and again, from texts that are being typed. */
final class EditorLoads implements Checker {
    private static final Keywords KEYWORDS = Keywords.standard();

    private final Arguments arguments;
    private final Vault vault;
    private final Optional<String> host;
    private final KeptForEditor kept;
    private final CodeEntries codes = new CodeEntries();

    private EditorLoads(Arguments arguments, Vault vault, Optional<String> host) {
        this.arguments = arguments;
        this.vault = vault;
        this.host = host;
        this.kept = new KeptForEditor();
    }

    /** With what the editor says beside the command line, whose options win where there is one value only. */
    static EditorLoads of(Arguments arguments, Settings settings) throws UsageException, InterruptedException {
        Arguments all = Arguments.parse(settings.options(), LspCommand.OPTIONS);
        for (Option option : LspCommand.OPTIONS) {
            for (String value : arguments.all(option.name())) {
                all = all.with(option, value);
            }
        }
        for (String name : settings.inventories()) {
            all = all.with(option("--inventory"), name);
        }
        if (all.all("--vault-id").stream().anyMatch(id -> id.endsWith("prompt"))) {
            throw new UsageException(
                    "'play lsp' cannot ask for a password, since the terminal is the editor's: name a file by"
                            + " '--vault-id'");
        }
        return new EditorLoads(all, new Vault(Passwords.vault(all)), settings.host());
    }

    private static Option option(String name) {
        return LspCommand.OPTIONS.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Checked check(Request request) throws InterruptedException {
        return among(request.texts(), () -> checked(request));
    }

    @Override
    public Set<Path> files(Request request) throws InterruptedException {
        return among(request.texts(), () -> {
            ProblemList problems = new ProblemList();
            read(request, problems);
            return files(problems);
        });
    }

    private static <T> T among(Map<Path, String> texts, Callable<T> what) throws InterruptedException {
        try {
            return UnsavedTexts.call(texts, what);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Loaded read(Request request, ProblemList problems) throws InterruptedException {
        Path root = request.root();
        return request.inventory()
                ? Loaded.read(inventory(root), Loaded.Asked.nothing(folder(root)), vault, problems)
                : Loaded.read(
                        arguments, Loaded.Asked.of(List.of(root)).with(kept.at(request.texts())), vault, problems);
    }

    private Arguments inventory(Path file) {
        return arguments.without(Set.of("--inventory")).with(option("--inventory"), file.toString());
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    private static Set<Path> files(ProblemList problems) {
        Set<Path> files = new HashSet<>();
        problems.taken().forEach(file -> path(file).ifPresent(files::add));
        return files;
    }

    private Checked checked(Request request) throws InterruptedException {
        ProblemList problems = new ProblemList();
        Loaded loaded = read(request, problems);
        List<Diagnostic> found = new ArrayList<>(problems.sorted());
        if (!request.inventory()) {
            found.addAll(linted(loaded));
        }
        Path folder = folder(request.root());
        RolePaths paths = RoleOptions.paths(arguments, Home.ofUser(), new ProblemList());
        return new Checked(
                found,
                files(problems),
                new EditorNames(loaded, host).known(folder, paths),
                vocabulary(loaded.plugins(), folder));
    }

    private static List<Diagnostic> linted(Loaded loaded) {
        return new Linter(Linter.rules(loaded.plugins().rules()))
                .lint(new PlaybookProject(
                        loaded.playbooks(),
                        loaded.variables().sources(),
                        loaded.targets(),
                        loaded.plugins().modules()));
    }

    static Optional<Path> path(SourceFile file) {
        return FileNames.path(file.name()).map(name -> name.toAbsolutePath().normalize());
    }

    @Override
    public Vocabulary vocabulary() {
        ProblemList aside = new ProblemList();
        Plugins plugins = PluginOption.loaded(arguments, aside);
        RolePaths paths = RoleOptions.paths(arguments, Home.ofUser(), aside);
        plugins.add(new ModuleFolders(plugins, Expressions.standard(), paths).with(Home.modulesInYaml()));
        return vocabulary(plugins, Path.of("").toAbsolutePath());
    }

    private static Vocabulary vocabulary(Plugins plugins, Path folder) {
        CallPlace place = CallPlace.beside(folder);
        Map<String, String> purposes = new LinkedHashMap<>();
        for (TaskModule<?> module : DocCommand.all(plugins, place, new ProblemList())) {
            ModuleSpec<?> spec = module.spec();
            purposes.put(spec.name(), spec.purpose());
            spec.aliases().forEach(alias -> purposes.put(alias, spec.purpose()));
        }
        Function<String, Optional<TaskModule<?>>> find =
                name -> plugins.find(name, place).flatMap(found -> found.module());
        return new Vocabulary(
                purposes,
                find,
                ModuleReference::section,
                KEYWORDS,
                Expressions.standard().calls());
    }

    @Override
    public String explain(String code) {
        return codes.entry(code);
    }

    @Override
    public Optional<Path> page(String code) {
        return codes.page(code);
    }

    @Override
    public void forget() {
        kept.forget();
    }
}
