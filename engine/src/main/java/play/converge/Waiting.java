package play.converge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import play.host.HostException;
import play.host.HostState;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;

/** Waits until states are as an action wants them. */
record Waiting(InstantSource clock, TaskKnowledge knowledge, Execution.Site site) {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** One look: what is seen in place of what is wanted; empty where nothing is. */
    private interface Look {
        String seen() throws HostException, InterruptedException;
    }

    /** What is still not true at the deadline; nothing where it has become so. */
    <S extends HostState> Optional<String> until(Action.Await<S> await) throws HostException, InterruptedException {
        return looking(await.deadline(), await.wanted(), () -> {
            knowledge.relearn(List.of(await.key()));
            return instead(await.key(), await.condition());
        });
    }

    /** The same, of a host that is away for a while. */
    <S extends HostState> Optional<String> untilBack(Action.AwaitReturn<S> back)
            throws HostException, InterruptedException {
        Thread.sleep(back.pause());
        return looking(back.deadline(), back.wanted(), () -> {
            try {
                site.session().shell().reconnect();
                knowledge.relearn(List.of(back.key()));
            } catch (HostException.Unreachable | HostException.Interrupted | HostException.BecomeFailed gone) {
                return String.valueOf(gone.getMessage());
            }
            return instead(back.key(), back.condition());
        });
    }

    private Optional<String> looking(Duration limit, String wanted, Look look)
            throws HostException, InterruptedException {
        Instant deadline = clock.instant().plus(limit);
        while (true) {
            String seen = look.seen();
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            if (clock.instant().isAfter(deadline)) {
                return Optional.of(
                        "after " + limit.toSeconds() + " s, this is still not true: " + wanted + "; seen: " + seen);
            }
            Thread.sleep(PAUSE);
        }
    }

    private <S extends HostState> String instead(StateKey<S> key, Predicate<S> condition) {
        Observed<S> seen = knowledge.of(key);
        return seen instanceof Observed.Known<S>(S state, var how) && condition.test(state) ? "" : seen.toString();
    }
}
