package play.modules.languages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import play.host.Effect;
import play.host.Home;
import play.host.Homes;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.RequiredIf;

/** Packages of Node.js, by npm. */
public final class NpmModule implements Resource<NpmModule.Params> {
    /** As Ansible has them. */
    public enum State {
        PRESENT,
        ABSENT,
        LATEST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @RequiredIf(
            when = "state",
            is = {"absent"},
            needs = {"name"})
    @RequiredIf(
            when = "global",
            is = {"true"},
            needs = {"name"})
    public record Params(
            @Doc("Package, such as express or @types/node. Without, those that package.json asks for.")
            @Matches(
                    value = "(@[A-Za-z0-9~-][A-Za-z0-9._~-]*/)?[A-Za-z0-9~_-][A-Za-z0-9._~-]*",
                    expected = "the name of a package")
            Optional<String> name,

            @Doc("Its version, as npm takes them: 4.18.2, ^4, >=4 <5.")
            @Matches(value = "[v=~^<>*0-9][^\\r\\n]*", expected = "a version or a range of them")
            Optional<String> version,

            @Doc("Directory of the project; made where it is missing.") @HostPath
            Optional<String> path,

            @Doc("Whether the package is for the whole host, rather than for a project.") @Default("false")
            boolean global,

            @Doc("Path of the npm, rather than the one of the PATH; the node beside it is used.") @HostPath
            Optional<String> executable,

            @Doc("Whether to install just what package-lock.json says, where that is not what is there.")
            @Default("false")
            boolean ci,

            @Doc("Whether packages for development are left out.") @Default("false")
            boolean production,

            @Doc("Whether scripts of packages are not run.") @Default("false")
            boolean ignoreScripts,

            @Doc("Whether npm before 7 runs scripts as root.") @Default("false")
            boolean unsafePerm,

            @Doc("Whether optional packages are left out.") @Default("false")
            boolean noOptional,

            @Doc("Whether no links to programs of packages are made.") @Default("false")
            boolean noBinLinks,

            @Doc("Whether npm overwrites what is in its way.") @Default("false")
            boolean force,

            @Doc("URL of the registry.") @Matches(value = "https?://\\S+", expected = "a URL")
            Optional<String> registry,

            @Doc("Whether it is there, the newest that package.json allows, or not there.") @Default("present")
            State state) {
        private StateKey<Pending> key() {
            String place = global ? "the host" : path.orElse("");
            return new Pending.Family("npm packages", NpmScripts.asking(this)).key(subject() + " in " + place);
        }

        /** What npm is told of. */
        String subject() {
            return name.map(text -> text + version.map(number -> "@" + number).orElse(""))
                    .orElse("package.json");
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "npm",
                    "Installs or removes packages of Node.js. The host needs nodejs and npm.",
                    Params.class,
                    NpmExamples.all())
            .alias("community.general.npm")
            .insteadOf(new Program(
                    "npm", "\\bnpm\\s+(?!(i|install|ci|update|uninstall|remove)\\b)|\\bnpm\\b.*\\s(--dry-run|-h)\\b"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (!params.global() && params.path().isEmpty()) {
            faults.add(new Binding.Fault("path", "npm needs a 'path', or global: true"));
        }
        if (params.version().isPresent() && params.name().isEmpty()) {
            faults.add(new Binding.Fault("version", "'version' is of the package that 'name' says, and there is none"));
        }
        if (params.version().isPresent() && params.state() != State.PRESENT) {
            faults.add(new Binding.Fault("version", "'version' goes with state: present only"));
        }
        if (params.ci() && (params.name().isPresent() || params.state() != State.PRESENT)) {
            faults.add(new Binding.Fault(
                    "ci", "'ci' installs what package-lock.json says; it takes no 'name' and no" + " other 'state'"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key(), Homes.of(""));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), state -> switch (state) {
            case Pending.Hindered(String why) -> new Plan.Rejected(why);
            case Pending.Answer answer -> answer.packages().isEmpty() ? Plan.UNCHANGED : change(params, answer, known);
        });
    }

    private static Plan change(Params params, Pending.Answer answer, Knowledge known) {
        String title = "npm " + String.join(" ", NpmScripts.words(params));
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        NpmScripts.acting(params),
                        List.of(
                                new Effect.Opaque(
                                        "what packages bring is known after the run", reach(answer.folders(), known)),
                                new Effect.Sets<>(params.key(), answer.done()))));
    }

    /** npm keeps what it has downloaded in the home. */
    private static Reach reach(List<String> folders, Knowledge known) {
        return known.of(Homes.of("")) instanceof Observed.Known<Home>(Home home, var how)
                ? Reach.of(Reach.paths(folders.toArray(String[]::new)), Reach.paths(home.path() + "/.npm"))
                : Reach.HOST;
    }
}
