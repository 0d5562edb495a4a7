package play.modules.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Patience;
import play.module.Query;
import play.module.Question;
import play.param.Default;
import play.param.Doc;
import play.param.MutuallyExclusive;
import play.param.Range;

/** Waits for a time, or for an answer, once for all hosts; a dry run neither waits nor asks. */
public final class PauseModule implements Query<PauseModule.Params> {
    @MutuallyExclusive({"seconds", "minutes"})
    public record Params(
            @Doc("How long to wait; without seconds and minutes, for Enter.")
            Optional<Duration> seconds,

            @Doc("The same in minutes.") @Range(from = 0, to = 1440)
            Optional<Long> minutes,

            @Doc("What is asked; with seconds or minutes, what is shown.")
            Optional<String> prompt,

            @Doc("Whether what is typed is shown. Without, it is a secret.") @Default("true")
            boolean echo) {
        Optional<Duration> time() {
            return seconds.or(() -> minutes.map(Duration::ofMinutes));
        }
    }

    record Result(
            @Doc("Seconds that the task waits for; 0 where it asks.")
            long delta,

            @Doc("What was typed; empty where nobody could, or nothing was asked.")
            String userInput,

            @Doc("As the task says it.") boolean echo,
            @Doc("In words.") String stdout) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "pause",
                    "Waits for a time, or for an answer at the terminal, once for all hosts. A dry run does neither;"
                            + " where standard input is no terminal nobody is asked, which is warned of.",
                    Params.class,
                    new Example("seconds", "", "seconds: 1\n"),
                    new Example("minutes", "", "minutes: 0\nprompt: Nothing is waited for\n"),
                    new Example("an answer", "", "prompt: Go on?\n"))
            .asInAnsible()
            .forAllAtOnce()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of();
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("delta", params.time().orElse(Duration.ZERO).toSeconds());
        result.put("user_input", "");
        result.put("echo", params.echo());
        result.put(
                "stdout",
                params.time()
                        .map(time -> "Paused for " + time.toSeconds() + " seconds")
                        .orElse("Paused for an answer"));
        return new Answer.Found(result);
    }

    @Override
    public Optional<Question> asks(Params params) {
        String hint = params.echo() ? "" : " (what is typed is not shown)";
        return params.time().isPresent()
                ? Optional.empty()
                : Optional.of(new Question(
                        params.prompt().orElse("Press Enter to go on, Ctrl-C to end the run") + hint + ": ",
                        "user_input",
                        !params.echo()));
    }

    @Override
    public Optional<String> tells(Params params) {
        return params.time().flatMap(time -> params.prompt());
    }

    @Override
    public Optional<Patience> patience(Params params) {
        return params.time().map(time -> new Patience(Duration.ZERO, Duration.ZERO, time));
    }
}
