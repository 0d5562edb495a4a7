package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.Ownership;
import play.files.Steps;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.NoEffect;
import play.param.Presence;

/** A source of apt's packages, in one line. */
public final class AptRepositoryModule implements Resource<AptRepositoryModule.Params> {
    public record Params(
            @Doc("The source as in sources.list: deb [signed-by=/etc/apt/keyrings/x.asc] https://example.org stable"
                    + " main.")
            @Matches(
                    value = SourceLine.PATTERN,
                    expected = "a line such as: deb https://example.org/debian stable main"
                            + " (a ppa: is such a line too, at ppa.launchpadcontent.net)")
            String repo,

            @Doc("Whether apt is to have it.") @Default("present")
            Presence state,

            @Doc("File below /etc/apt/sources.list.d for a new source, or its path; named after the address unless"
                    + " given.")
            @HostPath(relative = true)
            Optional<String> filename,

            @Doc("Permission bits of a file that is made (0644).")
            Optional<WantedMode> mode,

            @Doc("Whether the package lists are updated after a change.") @Default("true") @Alias("update-cache")
            boolean updateCache,

            @Doc("Release that a PPA is taken for.")
            @NoEffect("A source that is a line has the name of its release in it. Leave it out.")
            Optional<String> codename,

            @Doc("Whether the Python library for apt is installed.")
            @NoEffect("Nothing of Python's is needed on the host. Leave it out.")
            @Default("true")
            boolean installPythonApt,

            @Doc("Whether certificates of a PPA's server are checked.")
            @NoEffect("Nothing is fetched but by apt, which checks certificates as its own settings say. Leave it out.")
            @Default("true")
            boolean validateCerts) {
        private String source() {
            return repo.strip().replaceAll("\\s+", " ");
        }

        private String file() {
            String name = filename.orElseGet(() -> SourceLine.fileName(source()));
            String full = name.endsWith(".list") ? name : name + ".list";
            return full.startsWith("/") ? full : AptSources.FOLDER + "/" + full;
        }
    }

    record Result(
            @Doc("The source.") String repo,

            @Doc("The wanted state.") String state) {}

    private static final String SOURCE = "repo: deb [trusted=yes] file:/srv/repo ./\nupdate_cache: false\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "apt_repository",
                    "Adds or removes a source of apt's packages, written in one line.",
                    Params.class,
                    new Example("absent", "", SOURCE + "filename: local\n"),
                    new Example(
                            "drifted: written but off",
                            "echo '# deb [trusted=yes]  file:/srv/repo ./ # mine' >/etc/apt/sources.list.d/own.list",
                            SOURCE),
                    new Example(
                            "right, in another file",
                            "echo 'deb [trusted=yes] file:/srv/repo ./' >/etc/apt/sources.list.d/own.list",
                            SOURCE),
                    new Example(
                            "to be removed",
                            "echo 'deb [trusted=yes] file:/srv/repo ./' >/etc/apt/sources.list.d/own.list",
                            SOURCE + "state: absent\n"))
            .asInAnsible()
            .insteadOf(new Program("add-apt-repository", "\\s(-L|--list)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(AptSources.KEY));
        keys.addAll(edited(params, params.file()).probes());
        return keys;
    }

    private static EditedFile edited(Params params, String path) {
        WantedMode mode = params.mode().orElseGet(() -> new WantedMode.Exactly(new Mode(0644)));
        WantedAttributes fresh = new WantedAttributes(Ownership.ANY, Optional.of(mode));
        return new EditedFile(
                path, true, false, path.equals(params.file()) ? fresh : WantedAttributes.ANY, Replacing.WHOLE);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(AptSources.KEY), found -> {
            Set<String> files = new LinkedHashSet<>(found.paths());
            files.add(params.file());
            List<StateKey<?>> unread = files.stream()
                    .<StateKey<?>>map(FileTexts::at)
                    .filter(key -> !known.has(key))
                    .toList();
            if (!unread.isEmpty()) {
                return new Plan.Needs(unread);
            }
            for (String file : files) {
                if (known.of(FileTexts.at(file)) instanceof Observed.Unknown<FileText>(String why)) {
                    return new Plan.Undetermined(why);
                }
            }
            Plan plan = params.state() == Presence.PRESENT ? add(params, files, known) : remove(params, files, known);
            return ListsUpdate.after(plan, params.updateCache());
        });
    }

    private static String text(String file, Knowledge known) {
        return known.of(FileTexts.at(file)) instanceof Observed.Known<FileText>(FileText.Held(var bytes, var s), var h)
                ? bytes.utf8()
                : "";
    }

    private static Plan add(Params params, Set<String> files, Knowledge known) {
        String source = params.source();
        if (files.stream().anyMatch(file -> SourceLine.isIn(text(file, known), source, true))) {
            return Plan.UNCHANGED;
        }
        String target = files.stream()
                .filter(file -> SourceLine.isIn(text(file, known), source, false))
                .findFirst()
                .orElse(params.file());
        return named("add the source " + source, edit(params, target, text -> SourceLine.with(text, source), known));
    }

    private static Plan named(String title, Plan plan) {
        return plan instanceof Plan.Change(String other, var actions) ? new Plan.Change(title, actions) : plan;
    }

    private static Plan edit(Params params, String file, UnaryOperator<String> edit, Knowledge known) {
        EditedFile edited = edited(params, file);
        List<StateKey<?>> unseen =
                edited.probes().stream().filter(key -> !known.has(key)).toList();
        return unseen.isEmpty() ? edited.plan(known, edit) : new Plan.Needs(unseen);
    }

    /** A file of which nothing is left goes, but for that of the distribution. */
    private static Plan remove(Params params, Set<String> files, Knowledge known) {
        String source = params.source();
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        for (String file : files) {
            String text = text(file, known);
            if (SourceLine.isIn(text, source, true)) {
                boolean empty = SourceLine.without(text, source).isBlank() && file.startsWith(AptSources.FOLDER);
                steps.add(
                        empty
                                ? now -> gone(file, now)
                                : now -> edit(params, file, old -> SourceLine.without(old, source), now));
            }
        }
        return steps.isEmpty() ? Plan.UNCHANGED : named("remove the source " + source, Steps.inOrder(known, steps));
    }

    private static Plan gone(String file, Knowledge known) {
        WantedAbsence absence = new WantedAbsence(file, false);
        List<StateKey<?>> unseen =
                absence.probes().stream().filter(key -> !known.has(key)).toList();
        return unseen.isEmpty() ? absence.plan(known) : new Plan.Needs(unseen);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("repo", params.repo());
        result.put("state", params.state() == Presence.PRESENT ? "present" : "absent");
        return result;
    }
}
