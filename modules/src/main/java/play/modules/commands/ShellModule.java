package play.modules.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
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
import play.param.Default;
import play.param.Doc;
import play.param.FreeForm;
import play.param.Inline;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.value.Bytes;
import play.value.Content;

/** A piece of shell. It reaches the shell as its input, so no list of processes shows it. */
public final class ShellModule implements Procedure<ShellModule.Params> {
    public record Params(
            @Doc("Command of the shell; may have several lines.") @FreeForm @Means(Meaning.COMMAND)
            Content cmd,

            @Inline Guards guards,

            @Doc("The shell: an absolute path such as /bin/bash, or a name that the PATH leads to; without it, sh.")
            @Matches(value = ShellModule.SHELL, expected = "an absolute path such as /bin/bash, or a name such as bash")
            Optional<String> executable,

            @Inline Stdin stdin,

            @Doc("Time after which the command and its processes are killed.") @Default("1h")
            Duration timeout) {}

    static final String SHELL = "(?:" + Paths.ABSOLUTE + ")|[A-Za-z0-9_.+-]+";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "shell",
                    "Runs a command in a shell.",
                    Params.class,
                    new Example("pipe", "", "cmd: echo one two | wc -w >/srv/words\n"),
                    new Example("only once", "touch /srv/done", "cmd: date >/srv/done\ncreates: /srv/done\n"),
                    new Example("bash", "", "cmd: 'a=(x y); echo ${#a[@]} >/srv/n'\nexecutable: /bin/bash\n"),
                    new Example("bash of the PATH", "", "cmd: 'a=(x y); echo ${#a[@]} >/srv/n'\nexecutable: bash\n"))
            .returns(CommandResult.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.guards().probes());
        path(params).ifPresent(path -> keys.add(Files.withoutDigest(path)));
        return keys;
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return params.guards().refusal(known).or(() -> missing(params, known)).orElseGet(() -> run(params));
    }

    private static Optional<Decision> missing(Params params, Knowledge known) {
        return path(params)
                .filter(path -> known.of(Files.withoutDigest(path))
                        instanceof Observed.Known<FileState>(FileState.Absent absent, var how))
                .map(path -> new Decision.Rejected(
                        "the shell " + path + " is not there; install it before, or leave out executable"));
    }

    /** Of the shell, where it is not looked up. */
    private static Optional<String> path(Params params) {
        return params.executable().filter(shell -> shell.startsWith("/")).map(Paths::clean);
    }

    private static Decision run(Params params) {
        Optional<Bytes> text = params.cmd().bytes();
        Optional<Bytes> input = params.stdin().input();
        if (text.isEmpty() || input.isEmpty()) {
            return new Decision.Undetermined("a part of the command is known only after the run");
        }
        Script script = Script.of(ShellText.run(
                        params.guards().changingTo(), params.executable().map(ShellWords::quote), text.get()))
                .ofUser()
                .withStdin(input.get())
                .within(params.timeout());
        String title = ShellText.title(params.cmd());
        Effect effect = new Effect.Opaque("'" + title + "' may change anything", Reach.HOST);
        return new Decision.Do(new Action.Run(title, script, List.of(effect)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        Map<String, @Nullable Object> result = CommandResult.of(params.cmd(), done, true);
        result.put("msg", "");
        return result;
    }

    @Override
    public boolean tellsTimes() {
        return true;
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return CommandResult.failure(done);
    }
}
