package play.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.HostFacts;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Hyphenated;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;

/** Packages of the host's distribution, by its own package manager. */
public final class PackageModule implements Resource<PackageModule.Params> {
    /** What is to become of the packages. */
    @Hyphenated
    public enum State {
        PRESENT,
        INSTALLED,
        LATEST,
        /** All that is installed, in zypper's words. */
        DIST_UPGRADE,
        ABSENT,
        REMOVED;

        boolean installs() {
            return this != ABSENT && this != REMOVED;
        }
    }

    @RequiredOneOf({"name", "deb", "upgrade", "autoremove", "update_cache", "cache_valid_time", "clean", "autoclean"})
    @MutuallyExclusive({"name", "deb", "upgrade"})
    public record Params(
            @Doc("Packages, each by its name, by a pattern of names (php8.*) or as name=version (a * stands for the"
                    + " rest of a version) or, for apt, name>=version; for dnf and yum also @group, or a package by"
                    + " its file or address. With state latest, * alone upgrades all that is installed.")
            @Default("[]")
            @Alias({"pkg", "package"})
            @Matches(value = PackageRequest.PATTERN, expected = PackageRequest.EXPECTED)
            List<String> name,

            @Doc("A package as a file on the host, or its address (apt).") @HostPath(relative = true)
            Optional<String> deb,

            @Doc("Whether all that is installed is upgraded: yes or safe; full or dist removes what is in the way.")
            @Default("no")
            @Matches(value = "(?i)yes|true|safe|full|dist|no|false", expected = "yes, safe, full, dist or no")
            String upgrade,

            @Doc("present installs what is missing, latest upgrades too, absent removes; dist-upgrade, with the name *,"
                    + " upgrades all and removes what is in the way.")
            @Default("present")
            State state,

            @Doc("Whether package lists older than cache_valid_time are updated first; only if there is something"
                    + " to install, or latest asks for upgrades.")
            @Default("false")
            @Alias({"update-cache", "expire-cache"})
            boolean updateCache,

            @Doc("How old the package lists may be for update_cache (3600 s unless given); giving it implies"
                    + " update_cache.")
            Optional<Duration> cacheValidTime,

            @Doc("Whether the packages are held: excluded from upgrades.")
            Optional<Boolean> hold,

            @Doc("What the packages bring, for tasks that follow in a dry run; checked after the installation.")
            Optional<Provides> provides,

            @Doc("Whether recommended packages come along (apt); unless given, the host decides.")
            @Alias("install-recommends")
            Optional<Boolean> installRecommends,

            @Doc("Whether a version older than the installed one is taken (apt).")
            @Default("false")
            @Alias({"allow-downgrade", "allow_downgrades", "allow-downgrades"})
            boolean allowDowngrade,

            @Doc("Whether held packages may change (apt); a task that holds its packages may always.") @Default("false")
            boolean allowChangeHeldPackages,

            @Doc("With state: absent, whether configuration files go too (apt).") @Default("false")
            boolean purge,

            @Doc("Whether packages go that nothing needs any more: after others have gone, or by itself.")
            @Default("false")
            boolean autoremove,

            @Doc("Whether packages may start the services they bring, as Debian's do (apt).") @Default("true")
            boolean startServices,

            @Doc("How long to wait while another package manager is running (apt).") @Default("300")
            Duration lockTimeout,

            @Inline AptOptions apt,
            @Inline DnfOptions dnf,
            @Inline OtherOptions other,

            @Doc("The package manager, where the host's facts are not to decide.")
            @Alias("use_backend")
            @Default("auto")
            @Matches(
                    value = "auto|apt|dnf|dnf4|dnf5|yum|zypper|pacman|apk",
                    expected = "auto, apt, dnf, yum, zypper, pacman or apk")
            String use) {
        /** Those that have a name of their own. */
        List<String> named() {
            return name.stream()
                    .filter(one -> !one.equals(PackageRequest.ALL) && !PackageRequest.isSelection(one))
                    .toList();
        }

        /** What is to become of all that is installed, where the task is about that. */
        Optional<AllPackages> all() {
            if (state == State.DIST_UPGRADE) {
                return Optional.of(AllPackages.DIST_UPGRADE);
            }
            if (name.contains(PackageRequest.ALL)) {
                return Optional.of(AllPackages.UPGRADE);
            }
            return switch (upgrade.toLowerCase(Locale.ROOT)) {
                case "yes", "true", "safe" -> Optional.of(AllPackages.UPGRADE);
                case "full", "dist" -> Optional.of(AllPackages.DIST_UPGRADE);
                default ->
                    autoremove && name.isEmpty() && deb.isEmpty()
                            ? Optional.of(AllPackages.AUTOREMOVE)
                            : Optional.empty();
            };
        }

        InstallSettings settings() {
            Optional<Integer> policy = apt.policyRcD().or(() -> startServices ? Optional.empty() : Optional.of(101));
            return new InstallSettings(lockTimeout, policy, apt.dpkgOptions());
        }

        Duration listsMayBe() {
            return cacheValidTime.orElse(Duration.ofHours(1));
        }
    }

    private static final String TREE = "name: tree\nprovides:\n  commands: [tree]\n";

    private static final String NGINX = "name: [nginx-light]\n"
            + "start_services: false\n"
            + "provides:\n"
            + "  units: [nginx]\n"
            + "  commands: [nginx]\n"
            + "  paths: [/etc/nginx/]\n";

    record Result(
            @Doc("Versions of those that are installed, by name.")
            Map<String, String> packages) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "package",
                    "Installs, upgrades, holds or removes packages of the host's distribution.",
                    Params.class,
                    new Example("absent", "", TREE),
                    new Example("absent, with a service", "", NGINX),
                    new Example("absent, nothing promised", "", "name: [nginx-light, cron]\n"),
                    new Example(
                            "drifted: installed but not held",
                            "DEBIAN_FRONTEND=noninteractive apt-get -y -q install tree >/dev/null",
                            TREE + "hold: true\n"),
                    new Example(
                            "drifted: installed for others",
                            "DEBIAN_FRONTEND=noninteractive apt-get -y -q install tree >/dev/null\n"
                                    + "apt-mark -q auto tree >/dev/null\n",
                            TREE),
                    new Example("right", "DEBIAN_FRONTEND=noninteractive apt-get -y -q install tree >/dev/null", TREE),
                    new Example("absent, by a pattern", "", "name: tre[e]\n"),
                    new Example(
                            "to be removed, by a pattern",
                            "DEBIAN_FRONTEND=noninteractive apt-get -y -q install tree >/dev/null",
                            "name: [tree*, no-such-*]\nstate: absent\nprovides:\n  commands: [tree]\n"),
                    PacmanExamples.of("absent, by pacman", "", "name: demo\n"),
                    PacmanExamples.of(
                            "drifted, by pacman",
                            "pacman --noconfirm -Sq demo\n" + PacmanExamples.NEWER,
                            "name: demo\nstate: latest\n"),
                    PacmanExamples.of(
                            "right, by pacman",
                            "pacman --noconfirm -Sq demo\n" + PacmanExamples.NEWER,
                            "name: demo=1.0-1\n"),
                    PacmanExamples.of(
                            "all upgraded, by pacman",
                            "pacman --noconfirm -Sq demo\n" + PacmanExamples.NEWER,
                            "upgrade: 'yes'\n"),
                    PacmanExamples.of(
                            "to be removed, by pacman",
                            "pacman --noconfirm -Sq demo\n",
                            "name: demo\nstate: absent\nautoremove: true\n"),
                    new Example(
                            "installed, archives to be removed",
                            "DEBIAN_FRONTEND=noninteractive apt-get -y -q install tree >/dev/null\n"
                                    + "touch /var/cache/apt/archives/tree_0_amd64.deb\n",
                            "name: tree\nclean: true\n"),
                    new Example(
                            "old archives to be removed",
                            "touch /var/cache/apt/archives/tree_0_amd64.deb\n",
                            "autoclean: true\n"),
                    new Example(
                            "to be removed",
                            "DEBIAN_FRONTEND=noninteractive apt-get -y -q install tree >/dev/null",
                            "name: tree\nstate: absent\npurge: true\nprovides:\n  commands: [tree]\n"))
            .asInAnsible()
            .alias("apt", "ansible.builtin.apt", "dnf", "ansible.builtin.dnf", "yum", "ansible.builtin.yum")
            .alias(
                    "dnf5",
                    "ansible.builtin.dnf5",
                    "zypper",
                    "community.general.zypper",
                    "pacman",
                    "community.general.pacman")
            .alias("apk", "community.general.apk")
            .insteadOf(
                    new Program("apt-get", "\\s(-s|--simulate|--dry-run|--print-uris)\\b"),
                    new Program("apt", "\\s(list|show|policy|search)\\b"),
                    new Program("yum", "\\s(list|info|repolist|search|check-update|repoquery|provides)\\b"),
                    new Program("dnf", "\\s(list|info|repolist|search|check-update|repoquery|provides)\\b"),
                    new Program("rpm", "\\s(-[qV]\\w*|--query|--verify|--eval|-E|--import)\\b"),
                    new Program("pacman", "\\s-(-?query|Q|S[a-z]*[sigl]|F|T|V|h)"),
                    new Program(
                            "zypper",
                            "\\s(se|search|if|info|lr|repos|lu|list-updates|ps|wp|what-provides"
                                    + "|ar|addrepo|rr|removerepo|mr|modifyrepo|refresh|ref)\\b"),
                    new Program("apk", "\\s(info|search|list|policy|version|fetch|audit|stats)\\b"),
                    new Program(
                            "dpkg",
                            "\\s(-[lsLSCp]|--list|--status|--audit|--print-\\S+"
                                    + "|--compare-versions|--get-selections|--verify)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (params.deb().filter(file -> !PackageRequest.isSelection(file)).isPresent()) {
            return List.of(new Binding.Fault("deb", "'deb' must be an absolute path on the host, or an address"));
        }
        boolean least = params.name().stream().map(PackageRequest::of).anyMatch(PackageRequest::isLeast);
        if (least && params.state() == State.LATEST) {
            return List.of(new Binding.Fault(
                    "name", "name>=version is for state: present; with state: latest write the name alone"));
        }
        if (!params.name().contains(PackageRequest.ALL)) {
            return List.of();
        }
        return params.name().size() > 1
                ? List.of(new Binding.Fault("name", "'*' stands for all that is installed, and so stands alone"))
                : params.state() == State.LATEST || params.state() == State.DIST_UPGRADE
                        ? List.of()
                        : List.of(new Binding.Fault(
                                "name",
                                "'*' stands for all that is installed, which only states latest and dist-upgrade"
                                        + " upgrade"));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(HostFacts.KEY));
        params.named()
                .forEach(name -> keys.add(Packages.at(PackageRequest.of(name).name())));
        keys.addAll(Earlier.keys(params));
        params.provides().ifPresent(promise -> keys.addAll(promise.keys()));
        if (params.updateCache() || params.cacheValidTime().isPresent()) {
            keys.add(PackageLists.within(params.listsMayBe()));
        }
        params.apt().cleaning().ifPresent(cleaning -> keys.add(cleaning.key()));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(HostFacts.KEY), facts -> {
            String manager = params.use().equals("auto") ? facts.text("pkg_mgr") : params.use();
            Optional<PackageTool> tool = PackageTool.of(manager);
            return tool.isPresent()
                    ? cleaned(params, new PackagePlan(params, tool.get(), known).plan(), known)
                    : new Plan.Rejected("the host's package manager is " + (manager.isEmpty() ? "unknown" : manager)
                            + "; supported are apt, dnf, yum, zypper, pacman and apk");
        });
    }

    private static Plan cleaned(Params params, Plan plan, Knowledge known) {
        return params.apt()
                .cleaning()
                .map(cleaning -> cleaning.after(plan, known))
                .orElse(plan);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, Object> versions = new LinkedHashMap<>();
        for (String name : params.named()) {
            String plain = PackageRequest.of(name).name();
            if (after.of(Packages.at(plain))
                    instanceof Observed.Known<PackageState>(PackageState.Installed installed, var how)) {
                versions.put(plain, installed.version().orUnknown());
            }
        }
        return Map.of("packages", versions);
    }
}
