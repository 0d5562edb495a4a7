package play.modules.docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.ShellWords;
import play.param.Default;
import play.param.Doc;
import play.param.Range;

/** How it is told whether a container is well. */
public record HealthCheck(
        @Doc("Command that ends well where it is: a text for a shell, or words, of which the first may be CMD or"
                + " CMD-SHELL. NONE alone leaves out what the image says.")
        @Default("[]")
        WordList test,

        @Doc("How long between two of them.") Optional<Duration> interval,

        @Doc("How long one may take.") Optional<Duration> timeout,

        @Doc("How long it may fail at first.") Optional<Duration> startPeriod,

        @Doc("How often it fails until the container is not well.") @Range(from = 0, to = Integer.MAX_VALUE)
        Optional<Integer> retries) {
    private static final String NONE = "NONE";

    /** As one text for a shell. */
    private String command() {
        List<String> words = test.words();
        return switch (words.isEmpty() ? "" : words.getFirst()) {
            case "CMD-SHELL" -> String.join(" ", words.subList(1, words.size()));
            case "CMD" -> ShellWords.join(words.subList(1, words.size()));
            default -> words.size() == 1 ? words.getFirst() : ShellWords.join(words);
        };
    }

    List<ContainerOption> options() {
        if (test.words().equals(List.of(NONE))) {
            return List.of(ContainerOption.one("healthcheck", List.of("--no-healthcheck"), NONE + "\n"));
        }
        List<ContainerOption> options = new ArrayList<>();
        if (!test.words().isEmpty()) {
            options.add(ContainerOption.one(
                    "healthcheck", List.of("--health-cmd", command()), "CMD-SHELL\n" + command() + "\n"));
        }
        add(options, "interval", interval);
        add(options, "timeout", timeout);
        add(options, "start-period", startPeriod);
        retries.ifPresent(count -> options.add(ContainerOption.one(
                "healthcheck-retries", List.of("--health-retries", count.toString()), count.toString())));
        return options;
    }

    private static void add(List<ContainerOption> options, String name, Optional<Duration> time) {
        time.ifPresent(length -> options.add(ContainerOption.one(
                "healthcheck-" + name,
                List.of("--health-" + name, length.toMillis() + "ms"),
                String.valueOf(length.toNanos()))));
    }
}
