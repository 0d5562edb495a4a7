package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.GivenDirectory;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;
import play.value.Bytes;
import play.value.Content;

/** A repository of packages that yum or dnf takes from, as a section of a file. */
public final class YumRepositoryModule implements Resource<YumRepositoryModule.Params> {
    public record Params(
            @Doc("Id of the repository, and the name of its file unless 'file' has another.")
            @Matches(value = "[^\\[\\]\\s/]+", expected = "an id, without blanks, slashes and brackets")
            String name,

            @Doc("What people see of it.") Optional<String> description,

            @Doc("Whether it is to be there; a file without any goes.") @Default("present")
            Presence state,

            @Doc("Name of the file, without .repo.") @Matches(value = "[^/\\s][^/]*", expected = "a name, not a path")
            Optional<String> file,

            @Doc("Directory of the file.") @Default("/etc/yum.repos.d") @HostPath
            String reposdir,

            @Inline YumOptions options,
            @Inline WantedAttributes attributes,

            @Doc("Whether a file whose place no other can take (a mount of its own, as containers have) is written"
                    + " where it stands; whoever reads it meanwhile sees part of it.")
            @Default("false")
            boolean unsafeWrites) {
        private String path() {
            return reposdir + "/" + file.orElse(name) + ".repo";
        }

        private SortedMap<String, String> section() {
            SortedMap<String, String> section = options.given();
            description.ifPresent(text -> section.put("name", text));
            return section;
        }

        private EditedFile edited() {
            return new EditedFile(
                    path(), true, options.hasSecret(), attributes, new Replacing(Optional.empty(), unsafeWrites));
        }
    }

    record Result(
            @Doc("Id of the repository.") String repo,

            @Doc("The state that is wanted.") String state) {}

    private static final String YAML = "name: local\ndescription: Local packages\nbaseurl: file:///srv/repo\n"
            + "gpgcheck: false\nreposdir: /srv/repos\n";

    private static final String FOLDER = "mkdir -p /srv/repos\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "yum_repository",
                    "Adds or removes a repository that yum or dnf takes packages from.",
                    Params.class,
                    new Example("absent", FOLDER, YAML),
                    new Example(
                            "drifted, beside another",
                            FOLDER + "printf '[local]\\nbaseurl=file:///srv/old\\n[other]\\nname=x\\n'"
                                    + " >/srv/repos/local.repo",
                            YAML),
                    new Example(
                            "right",
                            FOLDER + "printf '[local]\\nname=Local packages\\nbaseurl=file:///srv/repo\\ngpgcheck=0\\n'"
                                    + " >/srv/repos/local.repo",
                            YAML),
                    new Example(
                            "to be removed, and its file",
                            FOLDER + "printf '[local]\\nname=x\\n' >/srv/repos/local.repo",
                            "name: local\nstate: absent\nreposdir: /srv/repos\n"))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    static String text(Content content) {
        return content.bytes().map(Bytes::utf8).orElse("");
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.state() == Presence.PRESENT && !params.options().hasAddress()) {
            faults.add(new Binding.Fault(
                    "baseurl", "where the packages are is missing: 'baseurl', 'metalink' or 'mirrorlist'"));
        }
        if (params.state() == Presence.PRESENT && params.description().isEmpty()) {
            faults.add(new Binding.Fault("description", "'description' is what people see of it, and is missing"));
        }
        params.section().forEach((option, value) -> {
            boolean several = option.equals("baseurl") || option.equals("gpgkey");
            if (!several && value.matches("(?s).*[\\r\\n].*")) {
                String parameter = option.equals("name") ? "description" : option;
                faults.add(new Binding.Fault(
                        parameter,
                        "'" + parameter + "' must be on one line; in YAML '|-' leaves the last line end out"));
            }
        });
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.edited().probes());
        keys.addAll(new WantedAbsence(params.path(), false).probes());
        keys.add(new GivenDirectory(params.reposdir()).key());
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Optional<String> refusal = new GivenDirectory(params.reposdir()).refusal(known);
        if (refusal.isPresent()) {
            return new Plan.Rejected(refusal.get());
        }
        if (params.state() == Presence.PRESENT) {
            return params.edited().plan(known, text -> new RepoFile(text).with(params.name(), params.section()));
        }
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

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("repo", params.name());
        result.put("state", params.state() == Presence.PRESENT ? "present" : "absent");
        return result;
    }
}
