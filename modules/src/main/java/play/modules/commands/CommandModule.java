package play.modules.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.host.CommandWords;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.FreeForm;
import play.param.Inline;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;
import play.param.NoEffect;
import play.param.RequiredOneOf;
import play.value.Bytes;
import play.value.Content;
import play.value.Secret;

/** A command without a shell: its words are what they are. */
public final class CommandModule implements Procedure<CommandModule.Params> {
    @MutuallyExclusive({"cmd", "argv"})
    @RequiredOneOf({"cmd", "argv"})
    public record Params(
            @Doc("The command, taken apart at blanks; quotes keep words together, and no shell reads it. Do not put"
                    + " secrets here: every user of the host sees the words of a running command. Use stdin.")
            @FreeForm
            @Means(Meaning.COMMAND)
            Optional<Content> cmd,

            @Doc("The command as a list of words.") @Means(Meaning.COMMAND)
            Optional<List<Content>> argv,

            @Inline Guards guards,
            @Inline Stdin stdin,

            @Doc("Whether $NAME, ${NAME} and ~ at the start of a word stand for the host's environment and homes;"
                    + " what is not set stays as it is.")
            @Default("true")
            boolean expandArgumentVars,

            @Doc("Whether newlines at the end of the output are dropped.") @Default("true")
            boolean stripEmptyEnds,

            @Doc("A shell, which this module does not use.")
            @NoEffect("No shell reads the command. Leave it out, or use the module 'shell'.")
            Optional<String> executable,

            @Doc("Time after which the command and its processes are killed.") @Default("1h")
            Duration timeout) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "command",
                    "Runs a command, without a shell.",
                    Params.class,
                    new Example("words", "", "cmd: mkdir '/srv/my directory'\n"),
                    new Example("only once", "touch /srv/done", "cmd: touch /srv/done\ncreates: /srv/done\n"),
                    new Example("input", "", "argv: [tee, /srv/x]\nstdin: hello\n"))
            .returns(CommandResult.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.guards().probes();
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        try {
            if (line(params).bytes().isEmpty()) {
                return List.of();
            }
            List<String> words = words(params);
            boolean unfit = words.stream().anyMatch(word -> word.indexOf('\0') >= 0);
            return words.isEmpty() || unfit
                    ? List.of(new Binding.Fault(
                            "cmd", words.isEmpty() ? "the command is empty" : "the command holds a NUL byte"))
                    : List.of();
        } catch (CommandWords.UnfinishedException e) {
            return List.of(new Binding.Fault("cmd", String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return params.guards().refusal(known).orElseGet(() -> run(params));
    }

    private static Decision run(Params params) {
        Optional<Bytes> input = params.stdin().input();
        if (line(params).bytes().isEmpty() || input.isEmpty()) {
            return new Decision.Undetermined("a part of the command is known only after the run");
        }
        Script script = Script.of(params.guards().changingTo() + execution(params))
                .withStdin(input.get())
                .ofUser();
        String title = line(params).masked().orElse("command").strip();
        Effect effect = new Effect.Opaque("'" + title + "' may change anything", Reach.HOST);
        return new Decision.Do(new Action.Run(title, script.within(params.timeout()), List.of(effect)));
    }

    private static String execution(Params params) {
        try {
            List<String> words = words(params);
            return ProgramStart.of(
                    params.expandArgumentVars()
                            ? words.stream().map(Expansion::of).collect(Collectors.joining(" "))
                            : ShellWords.join(words));
        } catch (CommandWords.UnfinishedException e) {
            throw new IllegalStateException("a command that was not checked", e);
        }
    }

    private static List<String> words(Params params) throws CommandWords.UnfinishedException {
        if (params.argv().isPresent()) {
            return params.argv().get().stream()
                    .map(word -> word.bytes().map(Bytes::utf8).orElse(""))
                    .toList();
        }
        return CommandWords.of(line(params).bytes().map(Bytes::utf8).orElse(""));
    }

    /** The command as one line, with its secret parts kept apart. */
    private static Content line(Params params) {
        if (params.cmd().isPresent()) {
            return params.cmd().get();
        }
        List<Content.Part> parts = new ArrayList<>();
        for (Content word : params.argv().orElse(List.of())) {
            if (!parts.isEmpty()) {
                parts.add(new Content.Part.Plain(Bytes.of(" ")));
            }
            parts.addAll(word instanceof Content.Inline(List<Content.Part> some) ? some : List.of());
        }
        return new Content.Inline(parts);
    }

    private static Object shown(Params params) {
        try {
            List<String> words = words(params);
            return line(params).hasSecrets() ? new Secret(words) : words;
        } catch (CommandWords.UnfinishedException e) {
            throw new IllegalStateException("a command that was not checked", e);
        }
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        Map<String, @Nullable Object> result = ProgramStart.hindrance(done)
                .map(start -> CommandResult.notStarted(line(params), start))
                .orElseGet(() -> CommandResult.of(shown(params), done, params.stripEmptyEnds()));
        result.put("msg", "");
        params.executable()
                .ifPresent(shell -> result.put(
                        "warnings", List.of("executable is no longer supported by command; not using " + shell)));
        return result;
    }

    @Override
    public boolean tellsTimes() {
        return true;
    }

    @Override
    public boolean changed(Params params, ScriptResult done) {
        return ProgramStart.hindrance(done).isEmpty();
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return ProgramStart.hindrance(done).map(ProgramStart::words).or(() -> CommandResult.failure(done));
    }
}
