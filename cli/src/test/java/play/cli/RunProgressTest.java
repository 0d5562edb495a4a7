package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import play.event.RunEvent;

/** Of what moves as much is told as a person can follow. */
class RunProgressTest {
    private final List<RunEvent> events = new ArrayList<>();
    private long now = 1000;
    private final RunProgress progress = new RunProgress(events::add, () -> Instant.ofEpochMilli(now));

    @Test
    void whatIsThereAtOnceIsNotToldOf() {
        progress.moved("a", 1, 2);
        progress.moved("a", 2, 2);
        assertEquals(List.of(), events);
    }

    @Test
    void whatTakesLongerIsToldOfTwiceASecond() {
        for (int i = 1; i <= 12; i++) {
            progress.moved("a", i, 20);
            progress.moved("b", i, 0);
            now += 100;
        }
        assertEquals(
                List.of(
                        new RunEvent.Transferred("a", 6, 20),
                        new RunEvent.Transferred("b", 6, 0),
                        new RunEvent.Transferred("a", 11, 20),
                        new RunEvent.Transferred("b", 11, 0)),
                events);
    }

    @Test
    void linesAreEventsOfTheirOwn() {
        progress.accept("building a tool");
        assertEquals(List.of(new RunEvent.Progress("building a tool")), events);
    }
}
