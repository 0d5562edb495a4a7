package play.modules.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
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
import play.module.ModuleSpec.Program;
import play.module.Procedure;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.NoEffect;

/** Boots a host and waits until it is back. */
public final class RebootModule implements Procedure<RebootModule.Params> {
    public record Params(
            @Doc("How long the host may take until it is back and test_command succeeds.") @Default("600")
            Duration rebootTimeout,

            @Doc("Pause before the host is booted, in whole minutes; less than one is none.") @Default("0")
            Pause preRebootDelay,

            @Doc("Pause before it is asked whether the host is back.") @Default("0")
            Pause postRebootDelay,

            @Doc("What users who are logged in are told.")
            @Default("Reboot initiated by play")
            @Matches(value = "[^\\n]*", expected = "a single line")
            String msg,

            @Doc("Shell that succeeds when the host is ready.") @Default("whoami")
            String testCommand,

            @Doc("Shell that prints something else after each boot, and the same until then.")
            @Default("cat /proc/sys/kernel/random/boot_id")
            String bootTimeCommand,

            @Doc("Shell that boots the host, in place of shutdown; msg and the delays have no effect then.")
            Optional<String> rebootCommand,

            @Doc("Directories in which shutdown is searched, and reboot where there is none.")
            @Default("/sbin,/bin,/usr/sbin,/usr/bin,/usr/local/sbin")
            @HostPath
            List<String> searchPaths,

            @Doc("How long one attempt to connect may take.")
            @NoEffect("How long an attempt may take is said by the host's variable 'ansible_timeout'. Leave it out.")
            Optional<Duration> connectTimeout) {

        private Boot.Family boot() {
            return new Boot.Family(bootTimeCommand, testCommand);
        }

        /** Whole minutes. */
        private long delay() {
            return rebootCommand.isPresent() ? 0 : preRebootDelay.length().toMinutes();
        }
    }

    record Result(
            @Doc("Always true.") boolean rebooted,

            @Doc("Seconds from the command until the host was back.")
            long elapsed) {}

    private static final String SEARCH = """
        for d in %s; do
          if [ -x "$d/shutdown" ]; then exec "$d/shutdown" -r %s %s; fi
        done
        for d in %s; do
          if [ -x "$d/reboot" ]; then exec "$d/reboot"; fi
        done
        echo "neither shutdown nor reboot is in search_paths; reboot_command says another command" >&2
        exit 1
        """;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "reboot",
                    "Boots the host and waits until it is back.",
                    Params.class,
                    new Example("plainly", "", "reboot_timeout: 300\n"),
                    new Example("until a service runs", "", "test_command: systemctl is-active etcd\n"))
            .asInAnsible()
            .insteadOf(
                    new Program("reboot"),
                    new Program("shutdown", "^(?!.*\\s(-r|--reboot)\\b)"),
                    new Program("systemctl", "^(?!\\S+\\s+(-\\S+\\s+)*reboot(?![\\w-]))"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.boot().key());
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return switch (known.of(params.boot().key())) {
            case Observed.Unknown<Boot>(String reason) -> new Decision.Undetermined(reason);
            case Observed.Known<Boot>(Boot before, var how) -> boot(params, before);
        };
    }

    private static Decision boot(Params params, Boot before) {
        Effect effect = new Effect.Opaque("a reboot ends all that runs", Reach.HOST);
        Action.Run run = new Action.Run(
                "boot the host",
                Script.of(params.rebootCommand().orElseGet(() -> shutdown(params)))
                        .ofUser(),
                List.of(effect));
        Action back = new Action.AwaitReturn<>(
                params.boot().key(),
                boot -> boot.ready() && !boot.id().equals(before.id()),
                "the host is back, and '" + params.testCommand() + "' succeeds",
                params.rebootCommand().isPresent()
                        ? Duration.ZERO
                        : params.postRebootDelay().length(),
                params.rebootTimeout().plusMinutes(params.delay()));
        return new Decision.Do(List.of(), run, List.of(back));
    }

    private static String shutdown(Params params) {
        String paths = ShellWords.join(params.searchPaths());
        String when = params.delay() == 0 ? "now" : "+" + params.delay();
        return SEARCH.formatted(paths, when, ShellWords.quote(params.msg()), paths);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        return Map.of("rebooted", true);
    }

    @Override
    public boolean tellsElapsed() {
        return true;
    }
}
