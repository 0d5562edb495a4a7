package play.modules.commands;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.param.Default;
import play.param.Doc;
import play.param.FreeForm;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.value.Bytes;
import play.value.Content;

/**
 * A piece of shell, run as it is written. All modules work on hosts that have nothing but a shell; this one is for
 * playbooks that need it elsewhere, to install Python first.
 */
public final class RawModule implements Procedure<RawModule.Params> {
    public record Params(
            @Doc("Command of the shell; may have several lines.") @FreeForm @Means(Meaning.COMMAND)
            Content cmd,

            @Doc("The shell: an absolute path such as /bin/bash, or a name that the PATH leads to; without it, sh.")
            @Matches(value = ShellModule.SHELL, expected = "an absolute path such as /bin/bash, or a name such as bash")
            Optional<String> executable,

            @Doc("Time after which the command and its processes are killed.") @Default("1h")
            Duration timeout) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "raw",
                    "Runs a command in a shell, as `shell` does, and needs nothing else on the host.",
                    Params.class,
                    new Example("pipe", "", "cmd: echo one two | wc -w >/srv/words\n"),
                    new Example("bash", "", "cmd: 'a=(x y); echo ${#a[@]} >/srv/n'\nexecutable: /bin/bash\n"))
            .returns(CommandResult.OfRun.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        Optional<Bytes> text = params.cmd().bytes();
        if (text.isEmpty()) {
            return new Decision.Undetermined("a part of the command is known only after the run");
        }
        String title = ShellText.title(params.cmd());
        Script script = Script.of(ShellText.run("", params.executable().map(ShellWords::quote), text.get()))
                .ofUser()
                .within(params.timeout());
        Effect effect = new Effect.Opaque("'" + title + "' may change anything", Reach.HOST);
        return new Decision.Do(new Action.Run(title, script, List.of(effect)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        return CommandResult.of(params.cmd(), done, false);
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return CommandResult.failure(done);
    }
}
