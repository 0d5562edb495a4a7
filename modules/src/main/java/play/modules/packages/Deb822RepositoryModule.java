package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Ownership;
import play.files.Steps;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.files.WantedDirectory;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.NoEffect;
import play.param.Presence;
import play.value.Content;

/** A source of apt's packages as a file of fields, with the key that signs it. */
public final class Deb822RepositoryModule implements Resource<Deb822RepositoryModule.Params> {
    private static final String KEYS = "/etc/apt/keyrings";

    public record Params(
            @Doc("Name of the source; its file below /etc/apt/sources.list.d is named after it.")
            String name,

            @Doc("Whether apt is to have it.") @Default("present")
            Presence state,

            @Inline Deb822Source source,

            @Doc("The key that signs it: a path on the host, an address that the host fetches it from, its fingerprint,"
                    + " or the armored key itself.")
            Optional<String> signedBy,

            @Doc("Permission bits of the file.") @Default("0644")
            Mode mode,

            @Doc("Whether the Python library for such files is installed.")
            @NoEffect("Nothing of Python's is needed on the host. Leave it out.")
            @Default("false")
            boolean installPythonDebian) {
        private String slug() {
            return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
        }

        private String dest() {
            return AptSources.FOLDER + "/" + slug() + ".sources";
        }

        private String keyring(boolean armored) {
            return KEYS + "/" + slug() + (armored ? ".asc" : ".gpg");
        }

        private Optional<String> url() {
            return signedBy.filter(key -> key.matches("https?://\\S+")).filter(key -> state == Presence.PRESENT);
        }
    }

    record Result(
            @Doc("Path of the file.") String dest,

            @Doc("Text of the file.") String repo) {}

    private static final String LOCAL =
            "name: Local packages\nuris: [\"file:/srv/repo\"]\nsuites: [./]\ntrusted: true\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "deb822_repository",
                    "Adds or removes a source of apt's packages, written as fields.",
                    Params.class,
                    new Example("absent", "", LOCAL),
                    new Example(
                            "drifted",
                            "printf 'Types: deb\\n"
                                    + "URIs: file:/srv/old\\n"
                                    + "' >/etc/apt/sources.list.d/local-packages.sources",
                            LOCAL),
                    new Example(
                            "right",
                            "printf 'X-Repolib-Name: Local packages\\nSuites: ./\\nTrusted: yes\\nTypes: deb\\n"
                                    + "URIs: file:/srv/repo\\n' >/etc/apt/sources.list.d/local-packages.sources\n"
                                    + "chmod 644 /etc/apt/sources.list.d/local-packages.sources",
                            LOCAL),
                    new Example(
                            "to be removed",
                            "echo 'Types: deb' >/etc/apt/sources.list.d/local-packages.sources",
                            "name: Local packages\nstate: absent\n"))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.slug().isEmpty()) {
            faults.add(new Binding.Fault("name", "'name' has no letter or digit to name a file after"));
        }
        if (params.state() == Presence.PRESENT && params.source().uris().isEmpty()) {
            faults.add(new Binding.Fault("uris", "'uris' says where the packages are, and is missing"));
        }
        if (params.state() == Presence.PRESENT && params.source().suites().isEmpty()) {
            faults.add(new Binding.Fault("suites", "'suites' says which releases are meant, and is missing"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>();
        params.url().ifPresent(url -> keys.add(RemoteKeys.at(url)));
        if (params.state() == Presence.ABSENT) {
            files(params).forEach(file -> keys.addAll(file.probes()));
        }
        return keys;
    }

    private static List<WantedAbsence> files(Params params) {
        return List.of(
                new WantedAbsence(params.dest(), false),
                new WantedAbsence(params.keyring(true), false),
                new WantedAbsence(params.keyring(false), false));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.state() == Presence.ABSENT) {
            List<Function<Knowledge, Plan>> steps = files(params).stream()
                    .<Function<Knowledge, Plan>>map(file -> file::plan)
                    .toList();
            return named("remove the source " + params.name(), Steps.inOrder(known, steps));
        }
        return params.url()
                .map(url -> Plan.on(known.of(RemoteKeys.at(url)), key -> signed(params, key, known)))
                .orElseGet(() -> write(params, params.signedBy(), List.of(), known));
    }

    private static Plan signed(Params params, RemoteKeys.Key key, Knowledge known) {
        String path = params.keyring(key.isArmored());
        WantedDirectory folder = new WantedDirectory(KEYS, attributes(new Mode(0755)));
        WantedFile file = new WantedFile(path, Content.of(key.bytes()), attributes(params.mode()));
        return write(
                params,
                Optional.of(path),
                List.of(
                        now -> folder.asking(now).orElseGet(() -> folder.plan(now)),
                        now -> asked(file.probes(), now).orElseGet(() -> file.plan(now))),
                known);
    }

    private static WantedAttributes attributes(Mode mode) {
        return new WantedAttributes(Ownership.ANY, Optional.of(new WantedMode.Exactly(mode)));
    }

    private static Optional<Plan> asked(List<StateKey<?>> keys, Knowledge known) {
        List<StateKey<?>> unseen = keys.stream().filter(key -> !known.has(key)).toList();
        return unseen.isEmpty() ? Optional.empty() : Optional.of(new Plan.Needs(unseen));
    }

    private static Plan write(
            Params params, Optional<String> signedBy, List<Function<Knowledge, Plan>> before, Knowledge known) {
        WantedFile file = new WantedFile(
                params.dest(), Content.of(params.source().text(params.name(), signedBy)), attributes(params.mode()));
        List<Function<Knowledge, Plan>> steps = new ArrayList<>(before);
        steps.add(now -> asked(file.probes(), now).orElseGet(() -> file.plan(now)));
        return named("write the source " + params.name(), Steps.inOrder(known, steps));
    }

    private static Plan named(String title, Plan plan) {
        return plan instanceof Plan.Change(String other, var actions) ? new Plan.Change(title, actions) : plan;
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("dest", params.dest());
        result.put(
                "repo",
                params.state() == Presence.ABSENT ? "" : params.source().text(params.name(), key(params, after)));
        return result;
    }

    private static Optional<String> key(Params params, Knowledge after) {
        return params.url().isPresent()
                ? params.url()
                        .map(url -> params.keyring(!(after.of(RemoteKeys.at(url))
                                        instanceof Observed.Known<RemoteKeys.Key>(RemoteKeys.Key key, var how))
                                || key.isArmored()))
                : params.signedBy();
    }
}
