package play.modules.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.host.Facts;
import play.host.Knowledge;
import play.host.LocalFacts;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.NoEffect;
import play.value.Glob;

/** The facts of a host, as a play gathers them. */
public final class SetupModule implements Query<SetupModule.Params> {
    private static final String FACT = "ansible_";

    public record Params(
            @Doc("Patterns of names of facts, with or without ansible_ before them; none means all.") @Default("[]")
            List<String> filter,

            @Doc("Which facts are wanted. All are read together in any case, so there may be more.")
            @Default("all")
            @Matches(
                    value = "!?(all|min|apparmor|caps|cmdline|date_time|default_ipv4|devices|distribution"
                            + "|distribution_major_version|distribution_release|distribution_version|dns|env"
                            + "|fibre_channel_wwn|fips|hardware|interfaces|is_chroot|iscsi|kernel|kernel_version"
                            + "|loadavg|local|lsb|machine|machine_id|mounts|network|nvme|os_family|pkg_mgr|platform"
                            + "|processor|processor_cores|processor_count|python|python_version|real_user_id|selinux"
                            + "|service_mgr|ssh_host_key_(dsa|ecdsa|ed25519|rsa)_public|ssh_host_pub_keys"
                            + "|ssh_pub_keys|system|system_capabilities|system_capabilities_enforced|systemd|user"
                            + "|user_(dir|gecos|gid|id|shell|uid)|virtual"
                            + "|virtualization_(role|tech_guest|tech_host|type))|!(any|facter|ohai)",
                    expected = "a set of facts that setup has, such as all, min, hardware, network or virtual")
            List<String> gatherSubset,

            @Doc("How long reading one kind of facts may take, in seconds.")
            @Default("10")
            @NoEffect("All facts are read in less than a second, so nothing is cut off. Leave it out.")
            int gatherTimeout,

            @Doc("Of gather_facts: whether kinds of facts are read side by side.")
            @NoEffect("All facts come in one round trip. Leave it out.")
            Optional<Boolean> parallel,

            @Doc("Directory of files *.fact on the host, which are JSON or INI, or programs that print these. What they"
                    + " say is in ansible_local, by their names.")
            @Default(LocalFacts.FOLDER)
            String factPath) {}

    record Result(
            @Doc("The facts, by name; the host has them as variables from here on.")
            Map<String, Object> ansibleFacts) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "setup",
                    "Gathers the facts of a host, as a play does at its start.",
                    Params.class,
                    new Example("addresses", "", "filter: ['*_ipv4*']\n"))
            .returns(Result.class)
            .asInAnsible()
            .alias("gather_facts", "ansible.builtin.gather_facts");

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return LocalFacts.areWanted(params.gatherSubset())
                ? List.of(GatheredFacts.KEY, LocalFacts.anew(params.factPath()))
                : List.of(GatheredFacts.KEY);
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        List<Pattern> wanted = params.filter().stream().map(Glob::compiled).toList();
        if (!LocalFacts.areWanted(params.gatherSubset())) {
            return Answer.on(known.of(GatheredFacts.KEY), facts -> chosen(facts.values(), wanted));
        }
        return Answer.on(
                known.of(GatheredFacts.KEY),
                facts -> Answer.on(known.of(LocalFacts.anew(params.factPath())), local -> {
                    Map<String, @Nullable Object> all = new LinkedHashMap<>(facts.values());
                    all.put(Facts.LOCAL, local.values());
                    return chosen(all, wanted);
                }));
    }

    private static Answer chosen(Map<String, ? extends @Nullable Object> facts, List<Pattern> wanted) {
        Map<String, @Nullable Object> chosen = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (wanted.isEmpty() || wanted.stream().anyMatch(pattern -> matches(pattern, name))) {
                chosen.put(FACT + name, value);
            }
        });
        return Answer.Found.ofFacts(chosen);
    }

    private static boolean matches(Pattern pattern, String name) {
        return pattern.matcher(name).matches() || pattern.matcher(FACT + name).matches();
    }
}
