package play.modules.languages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.host.CommandWords;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
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
import play.param.Inline;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;

/** Packages of Python, by pip. */
public final class PipModule implements Resource<PipModule.Params> {
    private static final Pattern SPECIFIER = Pattern.compile("\\s*(===|[~=!<>]=|[<>]).*", Pattern.DOTALL);

    /** As Ansible has them. */
    public enum State {
        PRESENT,
        ABSENT,
        LATEST,
        FORCEREINSTALL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @RequiredOneOf({"name", "requirements"})
    @MutuallyExclusive({"name", "requirements"})
    @MutuallyExclusive({"executable", "virtualenv"})
    @MutuallyExclusive({"editable", "requirements"})
    public record Params(
            @Doc("Packages, with versions as pip takes them (django>=4.2,<5), or URLs or paths of their sources. A"
                    + " directory counts as installed when it was installed from there in the version that it has.")
            Optional<List<String>> name,

            @Doc("Version of the one package: 1.2, or as pip takes them (>=1.2).")
            Optional<String> version,

            @Doc("Path on the host of a file of requirements.") @HostPath(relative = true)
            Optional<String> requirements,

            @Doc("Whether they are to be there, to be the newest that fit, or not to be there; forcereinstall installs"
                    + " them each time.")
            @Default("present")
            State state,

            @Doc("Whether sources stay where they are, so that changes of them count at once.") @Default("false")
            boolean editable,

            @Doc("Further words for pip, such as --no-index.") @Default("")
            String extraArgs,

            @Inline PipPlace place) {
        private List<String> packages() {
            List<String> packages = joined(name.orElse(List.of()));
            return version.filter(text -> packages.size() == 1)
                    .map(text -> List.of(packages.getFirst()
                            + (Character.isDigit(text.strip().charAt(0)) ? "==" : "")
                            + text.strip()))
                    .orElse(packages);
        }

        private PipRequest request() {
            return new PipRequest(state, packages(), requirements, editable, PipScripts.words(extraArgs), place);
        }

        private StateKey<PipState> key() {
            PipRequest request = request();
            return new PipState.Family(request).key(String.join(" ", request.subject()));
        }

        private Optional<StateKey<FileState>> file() {
            return requirements.map(file -> Files.at(place.absolute(file)));
        }
    }

    record Result(
            @Doc("What is called, a word each.") List<String> cmd,

            @Doc("The packages as given; null for a file of requirements.")
            Object name,

            @Doc("The version as given, or null.") Object version,

            @Doc("The state that is wanted.") String state,

            @Doc("Path of the file of requirements, or null.")
            Object requirements,

            @Doc("Directory of the virtual environment, or null.")
            Object virtualenv) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "pip",
                    "Installs or removes packages of Python. The host needs python3, and pip unless a virtual"
                            + " environment has it.",
                    Params.class,
                    PipExamples.all())
            .asInAnsible()
            .insteadOf(
                    new Program("pip", "\\bpip\\s+(?!install\\b|uninstall\\b)"),
                    new Program("pip3", "\\bpip3\\s+(?!install\\b|uninstall\\b)"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    /** A version may stand in a word of its own: {@code ['django>4', '<5']}. */
    private static List<String> joined(List<String> words) {
        List<String> packages = new ArrayList<>();
        int open = 0;
        for (String word : words.stream()
                .flatMap(word -> List.of(word.split(",")).stream())
                .toList()) {
            if (!packages.isEmpty() && (open > 0 || SPECIFIER.matcher(word).matches())) {
                packages.add(packages.removeLast() + "," + word);
            } else {
                packages.add(word.strip());
            }
            open += word.chars().map(c -> c == '[' ? 1 : c == ']' ? -1 : 0).sum();
        }
        return packages;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        List<String> packages = joined(params.name().orElse(List.of()));
        for (String name : packages) {
            if (name.isBlank() || name.startsWith("-")) {
                faults.add(new Binding.Fault(
                        "name", "'" + name + "' is no package; words that begin with - belong to 'extra_args'"));
            }
        }
        params.version().ifPresent(version -> version(version, params, packages, faults));
        PipPlace place = params.place();
        if (place.virtualenvPython().isPresent() && PipScripts.isVenv(PipScripts.words(place.virtualenvCommand()))) {
            faults.add(new Binding.Fault(
                    "virtualenv_python",
                    "'virtualenv_python' is for the command virtualenv; name the Python in 'virtualenv_command'"));
        }
        words("extra_args", params.extraArgs()).ifPresent(faults::add);
        words("virtualenv_command", place.virtualenvCommand()).ifPresent(faults::add);
        return faults;
    }

    private static void version(String version, Params params, List<String> packages, List<Binding.Fault> faults) {
        if (params.state() == State.LATEST) {
            faults.add(new Binding.Fault("version", "'version' and state: latest contradict each other"));
        }
        if (version.isBlank()) {
            faults.add(new Binding.Fault("version", "'version' is empty"));
        }
        if (packages.size() != 1) {
            faults.add(new Binding.Fault(
                    "version", "'version' is for one package; with several, write it after each name: django==4.2"));
        } else if (packages.getFirst().matches("[^/@]*[=<>~!].*")) {
            faults.add(new Binding.Fault("version", "'name' has a version already; leave out one of them"));
        }
    }

    private static Optional<Binding.Fault> words(String parameter, String line) {
        try {
            return CommandWords.of(line).isEmpty() && parameter.equals("virtualenv_command")
                    ? Optional.of(new Binding.Fault(parameter, "'" + parameter + "' is empty"))
                    : Optional.empty();
        } catch (CommandWords.UnfinishedException e) {
            return Optional.of(new Binding.Fault(parameter, "'" + parameter + "': " + e.getMessage()));
        }
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.key(), Homes.of("")));
        params.file().ifPresent(keys::add);
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.file()
                .map(file -> Plan.on(known.of(file), there -> from(file.id(), there, params, known)))
                .orElseGet(() -> asked(params, known));
    }

    /** pip reads the file as it is, so what is only foreseen of it says nothing of the packages. */
    private static Plan from(String path, FileState there, Params params, Knowledge known) {
        if (!there.present()) {
            return new Plan.Rejected("there is no file " + path);
        }
        return params.file()
                        .filter(file -> known.of(file) instanceof Observed.Known<FileState>(var state, var how)
                                && how == Observed.Certainty.FORESEEN)
                        .isPresent()
                ? new Plan.Undetermined("what " + path + " asks for is known once it is written")
                : asked(params, known);
    }

    private static Plan asked(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), state -> switch (state) {
            case PipState.NoPip(String why) -> new Plan.Rejected(why);
            case PipState.NoEnvironment none ->
                params.state() == State.ABSENT ? Plan.UNCHANGED : change("create", params, false, known);
            case PipState.Answered(List<String> pending, boolean managed) -> {
                if (pending.isEmpty() && params.state() != State.FORCEREINSTALL) {
                    yield Plan.UNCHANGED;
                }
                yield managed && !params.place().breakSystemPackages()
                        ? new Plan.Rejected("this Python belongs to the host's own packages, so pip leaves it alone;"
                                + " name a 'virtualenv', or say break_system_packages: true")
                        : change("change", params, managed, known);
            }
        });
    }

    private static Plan change(String verb, Params params, boolean managed, Knowledge known) {
        PipRequest request = params.request();
        String title = request.place()
                        .environment()
                        .map(folder -> verb.equals("create") ? "create " + folder + " and " : "")
                        .orElse("")
                + "pip " + String.join(" ", PipScripts.words(request));
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Opaque("what packages bring is known after the run", reach(request, known)));
        if (params.state() != State.FORCEREINSTALL || verb.equals("create")) {
            effects.add(new Effect.Sets<>(params.key(), new PipState.Answered(List.of(), managed)));
        }
        return new Plan.Change(title, new Action.Run(title, PipScripts.acting(request), effects));
    }

    /** pip keeps what it has downloaded in the home, and where it may not write elsewhere the packages too. */
    private static Reach reach(PipRequest request, Knowledge known) {
        boolean elsewhere =
                request.extra().stream().anyMatch(word -> word.matches("(-t|--(target|prefix|root|src)).*"));
        if (elsewhere || !(known.of(Homes.of("")) instanceof Observed.Known<Home>(Home home, var how))) {
            return Reach.HOST;
        }
        List<String> paths = new ArrayList<>(List.of(home.path() + "/.cache", home.path() + "/.local"));
        paths.addAll(request.place()
                .environment()
                .map(List::of)
                .orElse(List.of("/usr/local", "/usr/lib", "/usr/lib64", "/usr/bin", "/usr/share", "/usr/include")));
        if (request.editable()) {
            request.packages().stream().map(request.place()::absolute).forEach(paths::add);
        }
        return Reach.paths(paths.toArray(String[]::new));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        PipRequest request = params.request();
        List<String> command = new ArrayList<>(request.place().command());
        command.addAll(PipScripts.words(request));
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("cmd", command);
        result.put("name", params.name().orElse(null));
        result.put("version", params.version().orElse(null));
        result.put("state", params.state().word());
        result.put("requirements", params.requirements().orElse(null));
        result.put("virtualenv", request.place().environment().orElse(null));
        return result;
    }
}
