package play.savedplan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.event.Redactor;
import play.event.StateChange;
import play.event.TaskRef;
import play.run.Approvals;
import play.value.Secret;

/** What the engine tells a plan has secrets in clear; what the file has of it has none. */
class PlanRecorderTest {
    private static final String HIDDEN = "planted-secret";

    @TempDir
    Path folder;

    @Test
    void nothingThatIsKeptHoldsASecret() throws IOException {
        Redactor redactor = new Redactor();
        redactor.learn(new Secret(HIDDEN));
        PlanRecorder recorder = new PlanRecorder(Fingerprints.in(folder.resolve("key")), redactor);
        TaskRef task = new TaskRef("0/tasks/0", "set " + HIDDEN, "copy", "", false, Optional.empty());
        Approvals.Instance instance = new Approvals.Instance("h1", task, OptionalInt.empty());
        StateChange.Field field = new StateChange.Field("text", HIDDEN, "other " + HIDDEN);
        recorder.of(instance)
                .change(
                        "write " + HIDDEN,
                        List.of(new StateChange("file", "/srv/" + HIDDEN, List.of(field), Optional.empty())));
        recorder.of(instance).anything("because of " + HIDDEN);

        Path file = folder.resolve("plan");
        SavedPlanFile.write(file, new SavedPlan("1", "now", "k", List.of(), "", "", recorder.kept()));
        assertFalse(Files.readString(file).contains(HIDDEN), Files.readString(file));
        assertTrue(Files.readString(file).contains("/srv/***"), Files.readString(file));
    }
}
