package play.modules.languages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.CommandWords;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.result.When;

/** Packages of Ruby, by RubyGems. */
public final class GemModule implements Resource<GemModule.Params> {
    /** As Ansible has them. */
    public enum State {
        PRESENT,
        ABSENT,
        LATEST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Params(
            @Doc("Name of the gem.") @Matches(value = "[A-Za-z0-9_][A-Za-z0-9._-]*", expected = "the name of a gem")
            String name,

            @Doc("Its version, or what it is to meet: 2.1.0, ~> 2.1. With state: absent, the one that goes; without,"
                    + " all go.")
            @Matches(
                    value = "((=|!=|>|<|>=|<=|~>) *)?[0-9][0-9A-Za-z.-]*",
                    expected = "a version, such as 2.1 or ~> 2.1")
            Optional<String> version,

            @Doc("Whether it is there, in the newest version, or not there.") @Default("present")
            State state,

            @Doc("Path on the host of the file that it is installed from.") @HostPath
            Optional<String> gemSource,

            @Doc("URL that it is fetched from, instead of those the host has.")
            @Alias("source")
            @Matches(value = "[a-z0-9]+:\\S+", expected = "a URL")
            Optional<String> repository,

            @Doc("Whether what it depends on comes along.") @Default("true")
            boolean includeDependencies,

            @Doc("Whether it is for the user who installs it, rather than for the host.") @Default("true")
            boolean userInstall,

            @Doc("Directory it is installed in; needs user_install: false.") @HostPath
            Optional<String> installDir,

            @Doc("Directory of its programs.") @HostPath Optional<String> bindir,

            @Doc("Whether no file .gemrc is read.") @Default("true")
            boolean norc,

            @Doc("Path of the program gem, rather than the one of the PATH.") @HostPath
            Optional<String> executable,

            @Doc("Whether versions before a release count.") @Default("false")
            boolean preRelease,

            @Doc("Whether its documentation comes along.") @Default("false")
            boolean includeDoc,

            @Doc("Whether its programs find Ruby by env.") @Default("false")
            boolean envShebang,

            @Doc("Words for the compilation of its extensions.")
            Optional<String> buildFlags,

            @Doc("Whether it is installed or removed whatever depends on what.") @Default("false")
            boolean force) {
        private StateKey<Pending> key() {
            return new Pending.Family("gems", GemScripts.asking(this))
                    .key(name + version.map(text -> " " + text).orElse(""));
        }
    }

    record Result(
            @Doc("The gem.") String name,
            @Doc("The state that is wanted.") String state,

            @Doc("The version as given.") @When("it is given")
            Optional<String> version,

            @Doc("The file as given.") @When("it is given") Optional<String> gemSource) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "gem",
                    "Installs or removes packages of Ruby. The host needs ruby with RubyGems.",
                    Params.class,
                    GemExamples.all())
            .alias("community.general.gem")
            .insteadOf(new Program(
                    "gem", "\\bgem\\s+(?!(i|install|update|uninstall)\\b)|\\bgem\\b.*\\s(--explain|-h|--help)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        boolean latest = params.state() == State.LATEST;
        if (latest && params.version().isPresent()) {
            faults.add(new Binding.Fault("version", "'version' and state: latest contradict each other"));
        }
        if (params.state() != State.PRESENT && params.gemSource().isPresent()) {
            faults.add(new Binding.Fault("gem_source", "'gem_source' goes with state: present only"));
        }
        if (params.userInstall() && params.installDir().isPresent()) {
            faults.add(new Binding.Fault("install_dir", "'install_dir' needs user_install: false"));
        }
        params.buildFlags().ifPresent(flags -> {
            try {
                CommandWords.of(flags);
            } catch (CommandWords.UnfinishedException e) {
                faults.add(new Binding.Fault("build_flags", "'build_flags': " + e.getMessage()));
            }
        });
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), state -> switch (state) {
            case Pending.Hindered(String why) -> new Plan.Rejected(why);
            case Pending.Answer answer -> answer.packages().isEmpty() ? Plan.UNCHANGED : change(params, answer);
        });
    }

    private static Plan change(Params params, Pending.Answer answer) {
        String title = "gem " + String.join(" ", GemScripts.words(params));
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        GemScripts.acting(params),
                        List.of(
                                new Effect.Opaque(
                                        "what gems bring is known after the run",
                                        Reach.paths(answer.folders().toArray(String[]::new))),
                                new Effect.Sets<>(params.key(), answer.done()))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("name", params.name());
        result.put("state", params.state().word());
        params.version().ifPresent(version -> result.put("version", version));
        params.gemSource().ifPresent(path -> result.put("gem_source", path));
        return result;
    }
}
