package play.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.GivenDirectory;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.NoEffect;
import play.param.Presence;
import play.param.Range;
import play.param.RequiredIf;
import play.value.Bytes;

/** A repository of packages that zypper takes from, as a file of its own. */
public final class ZypperRepositoryModule implements Resource<ZypperRepositoryModule.Params> {
    private static final String FOLDER = "/etc/zypp/repos.d";
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @RequiredIf(when = "state", is = "present", needs = "repo")
    public record Params(
            @Doc("Alias of the repository, and the name of its file.")
            @Matches(value = "[^\\[\\]\\s/]+", expected = "an alias, without blanks, slashes and brackets")
            String name,

            @Doc("Address of the repository: https://…, dir:/…, iso:/….")
            @Matches(value = "[a-z]+:\\S+", expected = "an address")
            Optional<String> repo,

            @Doc("What people see of it; the alias unless given.") @Matches(value = "[^\\r\\n]+", expected = "one line")
            Optional<String> description,

            @Doc("Whether it is to be there.") @Default("present")
            Presence state,

            @Doc("Whether packages are taken from it.") @Default("true")
            boolean enabled,

            @Doc("Whether zypper fetches its lists by itself.") @Alias("refresh") @Default("true")
            boolean autorefresh,

            @Doc("Whether signatures are not checked.") @Default("false")
            boolean disableGpgCheck,

            @Doc("Which is taken from first: 1 before 99, which it is unless given.") @Range(from = 0, to = 200)
            Optional<Integer> priority,

            @Doc("Whether the key of a repository that is new, or changed, is taken over unseen; its lists are fetched"
                    + " for it.")
            @Default("false")
            boolean autoImportKeys,

            @Doc("Whether the lists of a repository that is new, or changed, are fetched.") @Default("false")
            boolean runrefresh,

            @Doc("Whether others of this name or address are overwritten.")
            @NoEffect("The repository of this alias is what is asked for; others stay. Leave it out.")
            @Default("false")
            boolean overwriteMultiple) {
        private String path() {
            return FOLDER + "/" + name + ".repo";
        }

        private SortedMap<String, String> section() {
            SortedMap<String, String> section = new TreeMap<>();
            section.put("name", description.orElse(name));
            section.put("baseurl", repo.orElse(""));
            section.put("enabled", enabled ? "1" : "0");
            section.put("autorefresh", autorefresh ? "1" : "0");
            section.put("gpgcheck", disableGpgCheck ? "0" : "1");
            priority.ifPresent(number -> section.put("priority", String.valueOf(number)));
            return section;
        }

        private EditedFile edited() {
            return new EditedFile(path(), true, false, WantedAttributes.ANY, new Replacing(Optional.empty(), false));
        }
    }

    record Result(
            @Doc("Alias of the repository.") String repo,
            @Doc("The state that is wanted.") String state) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "zypper_repository",
                    "Adds or removes a repository that zypper takes packages from.",
                    Params.class,
                    examples())
            .alias("community.general.zypper_repository")
            .insteadOf(new Program("zypper", "^(?!.*\\s(ar|addrepo|rr|removerepo|mr|modifyrepo)\\b)"))
            .returns(Result.class);

    private static Example[] examples() {
        String folder = "mkdir -p " + FOLDER + "\n";
        String file = folder
                + "printf '[local]\\nname=Local\\nenabled=1\\nautorefresh=1\\nbaseurl=dir:/srv/repo\\ntype=rpm-md\\n"
                + "gpgcheck=1\\n' >" + FOLDER + "/local.repo\n";
        String yaml = "name: local\nrepo: dir:/srv/repo\ndescription: Local\n";
        return new Example[] {
            new Example("absent", folder, yaml + "disable_gpg_check: true\npriority: 50\n"),
            new Example("drifted", file, yaml + "enabled: false\nautorefresh: false\n"),
            new Example("right, with what zypper noted", file, yaml),
            new Example("to be removed", file, "name: local\nstate: absent\n"),
            new Example("fetched at once", folder + """
                mkdir -p /srv/repo
                createrepo_c -q /srv/repo
                """, yaml + "disable_gpg_check: true\nrunrefresh: true\n")
                    .after("- package: {name: [zypper, createrepo-c], install_recommends: false}\n")
        };
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.repo().filter(url -> url.endsWith(".repo")).isPresent()
                ? List.of(new Binding.Fault(
                        "repo", "a file of repositories is none: put it into " + FOLDER + " by get_url or copy"))
                : List.of();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.edited().probes());
        keys.addAll(new WantedAbsence(params.path(), false).probes());
        keys.add(new GivenDirectory(FOLDER).key());
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.state() == Presence.ABSENT) {
            return absent(params, known);
        }
        Optional<String> refusal = new GivenDirectory(FOLDER).refusal(known);
        if (refusal.isPresent()) {
            return new Plan.Rejected(refusal.get());
        }
        Plan plan = params.edited().plan(known, text -> new RepoFile(text).including(params.name(), params.section()));
        boolean fetches = params.enabled() && (params.runrefresh() || params.autoImportKeys());
        if (!(plan instanceof Plan.Change(String title, List<Action> actions)) || !fetches) {
            return plan;
        }
        List<Action> all = new ArrayList<>(actions);
        all.add(fetching(params));
        return new Plan.Change(title + "; fetch its lists", all);
    }

    private static Plan absent(Params params, Knowledge known) {
        return Plan.on(known.of(FileTexts.at(params.path())), found -> {
            RepoFile file = new RepoFile(found instanceof FileText.Held(Bytes bytes, boolean s) ? bytes.utf8() : "");
            if (!file.has(params.name())) {
                return Plan.UNCHANGED;
            }
            return new RepoFile(file.without(params.name())).hasSections()
                    ? params.edited().plan(known, text -> new RepoFile(text).without(params.name()))
                    : new WantedAbsence(params.path(), false).plan(known);
        });
    }

    private static Action fetching(Params params) {
        String keys = params.autoImportKeys() ? "--gpg-auto-import-keys " : "";
        Script script = Transactions.quietly(
                "zypper --non-interactive " + keys + "refresh " + ShellWords.quote(params.name()), "");
        return new Action.Run(
                "zypper refresh " + params.name(),
                script.within(LONGEST),
                List.of(new Effect.Opaque(
                        "what the repository has is known after the run",
                        Reach.paths("/var", "/etc/zypp", "/root", "/usr/lib/sysimage"))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("repo", params.name());
        result.put("state", params.state() == Presence.PRESENT ? "present" : "absent");
        return result;
    }
}
