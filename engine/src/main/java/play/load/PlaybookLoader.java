package play.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.UnsavedTexts;
import play.param.VarsSource;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.SearchPath;
import play.playbook.Settings;
import play.playbook.Step;
import play.playbook.Vars;
import play.plugin.CallPlace;
import play.source.Located;
import play.source.Span;
import play.vault.Vault;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

/** Reads playbooks with all they import, and whatever includes name literally. All problems are reported in one go. */
public final class PlaybookLoader {
    /** The file that a task of the command line counts as standing in; there is none. */
    private static final String AD_HOC = "ad-hoc";

    private final Loading loading;
    private final Sources sources;
    private final Problems problems;
    private final DataReader data;
    private final SettingsReader settings;
    private final PlayReader plays;

    public PlaybookLoader(Loading loading) {
        this.loading = loading;
        this.sources = loading.sources();
        this.problems = loading.problems();
        this.data = loading.data();
        this.settings = new SettingsReader(loading);
        this.plays = new PlayReader(loading, sources);
    }

    /** Opens what is encrypted. */
    public Vault vault() {
        return loading.vault();
    }

    /** Several playbooks, in order. */
    public List<Playbook> load(List<Path> files) {
        return files.stream().map(this::load).toList();
    }

    /** A playbook that there is not. */
    public static Diagnostic missing(String name) {
        return Diagnostic.error("missing-playbook", "Playbook not found", "There is no file '" + name + "'.");
    }

    /** The playbook of a file; without plays when it cannot be read. */
    public Playbook load(Path file) {
        if (!UnsavedTexts.exists(file)) {
            problems.report(missing(file.toString()));
            return new Playbook(file, List.of());
        }
        return new Playbook(file, plays(file, PlayReader.Imported.PLAIN, Trail.START));
    }

    /**
     * A task of the command line as a playbook.
     *
     * @param folder that counts as the playbook's
     */
    public Playbook adHoc(AdHocTask task, Path folder) {
        Path file = folder.resolve(AD_HOC);
        if (TaskReader.isKeyword(task.module().text())) {
            problems.report(Diagnostic.error(
                    "unknown-module",
                    "Unknown module",
                    "'" + task.module().text() + "' is a keyword of tasks, not a module. 'play doc' lists the modules.",
                    task.module().whole()));
            return new Playbook(file, List.of());
        }
        loading.plugins().beside(folder, loading.aside().problems());
        return new Playbook(
                file,
                task.play(new VaultNodes(loading.vault(), problems)).stream()
                        .map(play -> plays.read(play, file, PlayReader.Imported.PLAIN))
                        .toList());
    }

    /**
     * While a play runs: what an include comes to whose name depends on variables.
     *
     * @param what with every name rendered to a literal
     * @param told what is wrong with what was found
     */
    public Optional<Include.Loaded> include(Include include, Include.What what, Problems told) {
        Loading now = loading.telling(told);
        Enclosing around = new Enclosing(
                include.apply().inherited(),
                include.apply().context(),
                Trail.at(include.apply().depth()),
                new PlayParts(),
                true);
        return new PlayReader(now, now.sources()).includes().resolved(include, what, around);
    }

    /** While a play runs: the variables of files. */
    public Optional<Vars.Included> vars(VarsSource source, Step.Context context, Span place, Problems told) {
        Loading now = loading.telling(told);
        return new VarsFiles(now.sources(), now.data(), told).read(source, context, place);
    }

    private List<Play> plays(Path file, PlayReader.Imported imported, Trail trail) {
        Optional<YamlNode> root = sources.steps(file);
        if (root.isEmpty()) {
            return List.of();
        }
        loading.plugins().beside(folder(file), loading.aside().problems());
        List<Play> all = new ArrayList<>();
        if (Keys.items(root.get()).isEmpty()) {
            problems.report(Diagnostic.error(
                    "empty-playbook",
                    "Empty playbook",
                    "This playbook has no play, so nothing would be done. A play begins with '- hosts: ', the hosts it"
                            + " is for.",
                    root.get().span()));
            return List.of();
        }
        if (!(root.get() instanceof YamlNode.Sequence list)) {
            problems.report(Diagnostic.error(
                    "wrong-type",
                    "Wrong type of value",
                    "A playbook is a list of plays: put '- ' before each.",
                    root.get().span()));
            return List.of();
        }
        for (YamlNode item : list.items()) {
            if (!(item instanceof YamlNode.Mapping play)) {
                problems.report(Diagnostic.error(
                        "wrong-type", "Wrong type of value", "A play is a mapping with 'hosts'.", item.span()));
            } else if (play.get("import_playbook").isPresent()
                    || play.get("ansible.builtin.import_playbook").isPresent()) {
                all.addAll(imported(play, file, imported, trail.in(file)));
            } else {
                all.add(plays.read(play, file, imported));
            }
        }
        return all;
    }

    private List<Play> imported(YamlNode.Mapping written, Path from, PlayReader.Imported outer, Trail trail) {
        Keys keys = new Keys(written, problems);
        String key = keys.has("import_playbook") ? "import_playbook" : "ansible.builtin.import_playbook";
        Optional<Located<String>> name = keys.text(key);
        keys.take("name");
        Settings own = settings.read(keys, false, CallPlace.beside(folder(from)));
        refuseDefaults(keys);
        Vars vars = keys.take("vars").map(data::vars).orElse(Vars.NONE);
        keys.refuseOthers("'import_playbook'", List.of("vars", "tags", "when"));
        if (name.isEmpty()) {
            return List.of();
        }
        Path folder = folder(from);
        // Where nothing can have that name, the folder stands for it, which is no playbook.
        Path file = SearchPath.canName(name.get().value())
                ? folder.resolve(name.get().value()).normalize()
                : folder;
        return found(name.get(), file, trail)
                ? plays(file, new PlayReader.Imported(own.within(outer.settings()), vars.and(outer.vars())), trail)
                : List.of();
    }

    private static Path folder(Path file) {
        return file.getParent() == null ? Path.of("") : file.getParent();
    }

    /** In Ansible they are read and have no effect. */
    private void refuseDefaults(Keys keys) {
        keys.mapping()
                .entry("module_defaults")
                .ifPresent(entry -> problems.report(Diagnostic.error(
                        "not-supported",
                        "Not supported yet",
                        "'module_defaults' of an import does not reach the plays it brings, in Ansible too; use it in"
                                + " each of them.",
                        entry.key().span())));
    }

    private boolean found(Located<String> name, Path file, Trail trail) {
        if (DataReader.hasTemplate(name.value())) {
            problems.report(Diagnostic.error(
                    "templated-import",
                    "Template in the name of an import",
                    "Imports are resolved before any variable is known.",
                    name.span()));
            return false;
        }
        if (!Files.isRegularFile(file)) {
            problems.report(MissingFile.of("playbook", name.value(), name.span(), List.of(file)));
            return false;
        }
        Optional<Diagnostic> objection = trail.objection(file, name.span());
        objection.ifPresent(problems::report);
        return objection.isEmpty();
    }
}
