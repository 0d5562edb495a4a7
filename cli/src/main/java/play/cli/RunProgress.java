package play.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import play.event.EventSink;
import play.event.RunEvent;
import play.module.Progress;

/** Makes events of work that lasts; of what moves as many as a person can follow. Safe for use by many threads. */
final class RunProgress implements Progress {
    private static final Duration PACE = Duration.ofMillis(500);

    private final EventSink log;
    private final InstantSource clock;
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    RunProgress(EventSink log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void accept(String line) {
        log.accept(new RunEvent.Progress(line));
    }

    @Override
    public void moved(String what, long done, long all) {
        long now = clock.millis();
        // The first time nothing is said: what is there at once needs no telling.
        long last = told.computeIfAbsent(what, name -> now);
        if (now - last >= PACE.toMillis() && told.replace(what, last, now)) {
            log.accept(new RunEvent.Transferred(what, done, all));
        }
        if (done == all) {
            told.remove(what);
        }
    }
}
