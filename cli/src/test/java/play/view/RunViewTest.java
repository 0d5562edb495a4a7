package play.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.StateChange;
import play.event.TaskRef;

/** What the events of a run come to. */
class RunViewTest {
    private static RunView smallRun() {
        RunView view = new RunView();
        new Told(view).smallRun();
        return view;
    }

    private static List<Status> statuses(RunView view) {
        return view.results().stream().map(RunView.Result::status).toList();
    }

    @Test
    void eachHostOfATaskHasItsStatus() {
        RunView view = smallRun();
        assertEquals(
                List.of(Status.CHANGED, Status.OK, Status.CHANGED, Status.SKIPPED, Status.FAILED, Status.RESCUED),
                statuses(view));
        assertEquals(
                List.of("Write", "Loop", "Check"),
                view.tasks().stream().map(task -> task.ref().name()).toList());
        assertEquals(
                "site.yml:3:7",
                view.tasks().getFirst().ref().place().orElseThrow().toString());
    }

    @Test
    void ofALoopTheItemsAreKeptThatNeedALook() {
        RunView.Detail loop = smallRun().results().get(2).detail();
        assertEquals(
                List.of("b"), loop.items().stream().map(RunView.Item::label).toList());
        assertEquals("write b", loop.items().getFirst().words());
    }

    @Test
    void timesAreThoseOfTheEvents() {
        RunView view = smallRun();
        assertEquals(1000, view.began());
        assertEquals(2000, view.plays().getFirst().began());
        assertEquals(view.lasted() - 1000, view.plays().getFirst().ended().orElseThrow());
        assertEquals(view.lasted(), view.end().orElseThrow().at());
        assertEquals(500, view.results().getFirst().millis());
    }

    @Test
    void aRunThatWasKilledHasNoEnd() {
        RunView view = new RunView();
        new Told(view).begun(true, "web1");
        assertTrue(view.end().isEmpty());
        assertTrue(view.isDryRun());
        assertTrue(view.plays().getFirst().ended().isEmpty());
    }

    @Test
    void aFailureThatIsIgnoredIsNone() {
        RunView view = new RunView();
        TaskRef task = Told.task("0/tasks/0", "Try");
        new Told(view)
                .begun(false, "web1", "web2")
                .event(Told.finished(task, "web1", new Outcome.Failed("no").asIgnored()))
                .event(Told.finished(task, "web2", new Outcome.Unreachable("gone", true)));
        assertEquals(List.of(Status.IGNORED, Status.IGNORED), statuses(view));
        assertFalse(view.results().getFirst().status().isFailure());
    }

    @Test
    void contentsBeyondTheRoomAreLeftOutAndNothingElse() {
        RunView view = new RunView();
        TaskRef task = Told.task("0/tasks/0", "Write");
        Told told = new Told(view).begun(false, "web1").event(new RunEvent.TaskStarted(task));
        String large = "x".repeat(1 << 20);
        for (int i = 0; i < 70; i++) {
            StateChange change =
                    new StateChange("file", "/srv/" + i, List.of(), Optional.of(new StateChange.Text("", large)));
            told.event(Told.finished(task, "web1", new Outcome.Changed("write " + i, List.of(change))));
        }
        assertEquals(70, view.results().size());
        assertTrue(
                view.results().getFirst().detail().changes().getFirst().text().isPresent());
        RunView.Detail last = view.results().getLast().detail();
        assertEquals("write 69", last.words());
        assertTrue(last.changes().getFirst().text().isEmpty());
    }
}
