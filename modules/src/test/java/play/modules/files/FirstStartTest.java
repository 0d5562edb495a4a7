package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.files.FirstStart;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Mode;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.StateKey;
import play.module.Plan;
import play.testkit.KnownStates;
import play.value.Foreseen;

/** A state of a service that is not there yet is empty, but only where this very run makes the service. */
class FirstStartTest {
    private static final StateKey<FileState> ASKED = Files.at("/asked");

    private final FirstStart start = new FirstStart(Optional.of("db"), Optional.of("/var/lib/db"));
    private final KnownStates known = new KnownStates()
            .withUnknown(ASKED, "no connection")
            .with(Files.withoutDigest("/var/lib/db"), FileState.ABSENT);

    private void unit(Certainty how) {
        FileState file = new FileState.Regular(
                Attributes.of("root", "root", new Mode(0644)), FileState.UNREAD, new Foreseen.Exactly<>(7L));
        known.with(Files.withoutDigest("/etc/systemd/system/db.service"), new Observed.Known<>(file, how));
    }

    private Plan plan() {
        return Plan.on(
                start.of(ASKED, FileState.ABSENT, known),
                state -> state.present() ? new Plan.Rejected("there") : Plan.UNCHANGED);
    }

    @Test
    void aServiceThatTheRunMakesIsEmpty() {
        unit(Certainty.FORESEEN);
        assertEquals(Plan.UNCHANGED, plan());
    }

    @Test
    void aServiceThatWasThereBeforeMayHoldAnything() {
        unit(Certainty.READ);
        assertEquals(new Plan.Undetermined("no connection"), plan());
    }

    @Test
    void whatIsKnownCounts() {
        unit(Certainty.FORESEEN);
        known.with(ASKED, new FileState.Symlink("/x"));
        assertEquals(new Plan.Rejected("there"), plan());
    }
}
