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
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.value.Bytes;
import play.value.Content;

/** A script of the controller, run on the host. */
public final class ScriptModule implements Procedure<ScriptModule.Params> {
    public record Params(
            @Doc("Script on the controller, searched in the role's and the playbook's directory files, and the words it"
                    + " is called with, as a shell reads them. Its first line says what runs it; $0 is /dev/fd/3."
                    + " Do not put secrets"
                    + " here: every user of the host sees the words of a running command.")
            @FreeForm
            LocalScript cmd,

            @Inline Guards guards,

            @Doc("What runs the script, as a shell reads it: /usr/bin/python3 -u. Without, its first line says.")
            @Matches(value = "[^\\n]+", expected = "a single line")
            Optional<String> executable,

            @Doc("Whether a script that is encrypted by ansible-vault is decrypted.")
            @Default("true")
            @Means(Meaning.DECRYPTED)
            boolean decrypt,

            @Doc("Time after which the script and its processes are killed.") @Default("1h")
            Duration timeout) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "script",
                    "Runs a script of the controller on the host.",
                    Params.class,
                    new Example("with words", "", "cmd: example.sh one 'two words'\n"),
                    new Example("only once", "touch /srv/done", "cmd: example.sh\ncreates: /srv/done\n"),
                    new Example("by a program", "", "cmd: example.sh\nexecutable: /bin/bash -e\n"))
            .returns(CommandResult.OfScript.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.guards().probes();
    }

    /** What runs a script by its first line takes a carriage return for a part of the program's name. */
    @Override
    public List<Binding.Fault> check(Params params) {
        return params.executable().isEmpty()
                        && firstLine(params).filter(line -> line.endsWith("\r")).isPresent()
                ? List.of(new Binding.Fault(
                        "cmd",
                        "the first line of '" + params.cmd().file().name() + "' ends with a carriage return, as on"
                                + " Windows, so the host would look for a program of such a name: save the script with"
                                + " line feeds, or name what runs it by executable"))
                : List.of();
    }

    /** The line that says what runs it; nothing where it has none. */
    private static Optional<String> firstLine(Params params) {
        return params.cmd()
                .file()
                .content()
                .bytes()
                .map(bytes -> bytes.utf8().split("\n", 2)[0])
                .filter(line -> line.startsWith("#!"));
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return params.guards().refusal(known).map(ScriptModule::skipped).orElseGet(() -> run(params));
    }

    /** As in Ansible, where only this one of the modules that run commands counts as skipped. */
    private static Decision skipped(Decision refusal) {
        return refusal instanceof Decision.Skip(String why, var said)
                ? new Decision.Skip(why, Optional.empty())
                : refusal;
    }

    private static Decision run(Params params) {
        Optional<Bytes> script = params.cmd().file().content().bytes();
        if (script.isEmpty()) {
            return new Decision.Rejected(params.cmd().file().name() + " is too large for a script; bring it to the host"
                    + " by `copy`, and run it by `command`");
        }
        BroughtScript brought = new BroughtScript(script.get(), params.executable());
        String call = brought.call() + " " + params.cmd().arguments();
        String title = title(params);
        Effect effect = new Effect.Opaque("'" + title + "' may change anything", Reach.HOST);
        return new Decision.Do(new Action.Run(
                title,
                Script.of(brought.bringing() + params.guards().changingTo() + call.strip() + "\n")
                        .ofUser()
                        .withStdin(script.get())
                        .within(params.timeout()),
                List.of(effect)));
    }

    private static String title(Params params) {
        return (params.cmd().file().name() + " " + params.cmd().arguments()).strip();
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        return CommandResult.of(Content.of(title(params)), done, false);
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return CommandResult.failure(done).map(why -> done.exitCode() == 127 ? why + lacking(params) : why);
    }

    private static String lacking(Params params) {
        return params.executable()
                .or(() -> firstLine(params))
                .map(program -> ": what is to run it ('" + program + "'), or something in it")
                .orElse(": something in it");
    }
}
