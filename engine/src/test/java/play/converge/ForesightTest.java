package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Mode;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.Reach;
import play.host.StateKey;

class ForesightTest {
    private static final StateKey<FileState> MOTD = Files.at("/etc/motd");
    private static final FileState DIRECTORY =
            new FileState.Directory(FileState.Attributes.of("root", "root", new Mode(0755)));
    private static final Observed<FileState> ABSENT = Observed.read(FileState.ABSENT);
    private static final Observed<FileState> PRESENT = Observed.read(DIRECTORY);

    private final Foresight foresight = new Foresight();

    @Test
    void believesWhatWasReadWhenNothingIsForeseen() {
        assertEquals(PRESENT, foresight.over(MOTD, PRESENT));
        assertTrue(foresight.pending().isEmpty());
    }

    @Test
    void foreseesOverWhatWasRead() {
        foresight.record(new Effect.Sets<>(MOTD, DIRECTORY), "make it");

        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.FORESEEN), foresight.over(MOTD, ABSENT));
    }

    @Test
    void doubtsAbsencesAfterAnOpaqueEffect() {
        foresight.record(new Effect.Opaque("a command", Reach.HOST), "run it");

        Observed<FileState> doubted = foresight.over(MOTD, ABSENT);
        assertTrue(
                doubted instanceof Observed.Unknown<FileState>(String reason) && reason.contains("'run it'"),
                doubted.toString());
        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.STALE), foresight.over(MOTD, PRESENT));
    }

    @Test
    void doubtsNothingOutOfReach() {
        foresight.record(new Effect.Sets<>(Files.at("/srv/app"), DIRECTORY), "make it");
        foresight.record(new Effect.Opaque("an archive", Reach.paths("/srv/app")), "unpack it");

        Observed<FileState> within = foresight.over(Files.at("/srv/app/bin"), ABSENT);
        assertTrue(
                within instanceof Observed.Unknown<FileState>(String reason) && reason.contains("'unpack it'"),
                within.toString());
        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.STALE), foresight.over(Files.at("/srv/app"), ABSENT));
        assertEquals(ABSENT, foresight.over(Files.at("/srv/application"), ABSENT));
        assertEquals(ABSENT, foresight.over(Files.at("/srv"), ABSENT));
        assertEquals(ABSENT, foresight.over(MOTD, ABSENT));
        assertEquals(PRESENT, foresight.over(MOTD, PRESENT));
    }

    @Test
    void tellsOfTheLatestDoubtThatReachesAState() {
        foresight.record(new Effect.Opaque("an archive", Reach.paths("/etc")), "unpack it");
        foresight.record(new Effect.Sets<>(MOTD, DIRECTORY), "make it");
        foresight.record(new Effect.Opaque("an archive", Reach.paths("/srv")), "unpack another");

        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.FORESEEN), foresight.over(MOTD, ABSENT));
        assertTrue(foresight.pending().orElseThrow().contains("'unpack another'"));

        foresight.record(new Effect.Opaque("a command", Reach.HOST), "run it");
        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.STALE), foresight.over(MOTD, ABSENT));
        assertTrue(foresight.over(Files.at("/etc/issue"), ABSENT) instanceof Observed.Unknown<FileState>(String reason)
                && reason.contains("'run it'"));
    }

    @Test
    void isSureAgainOfWhatIsForeseenAfterAnOpaqueEffect() {
        foresight.record(new Effect.Sets<>(MOTD, FileState.ABSENT), "first");
        foresight.record(new Effect.Opaque("a command", Reach.HOST), "second");
        assertEquals(new Observed.Known<>(FileState.ABSENT, Certainty.STALE), foresight.over(MOTD, PRESENT));

        foresight.record(new Effect.Sets<>(MOTD, DIRECTORY), "third");
        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.FORESEEN), foresight.over(MOTD, ABSENT));
    }

    @Test
    void losesWhatIsBelowARemovedDirectory() {
        foresight.record(new Effect.Sets<>(Files.at("/etc"), FileState.ABSENT), "remove");

        assertEquals(new Observed.Known<>(FileState.ABSENT, Certainty.FORESEEN), foresight.over(MOTD, PRESENT));
        assertEquals(PRESENT, foresight.over(Files.at("/etcetera/motd"), PRESENT));
    }

    @Test
    void keepsWhatIsMadeAnewBelowARemovedDirectory() {
        foresight.record(new Effect.Sets<>(Files.at("/etc"), FileState.ABSENT), "remove");
        foresight.record(new Effect.Sets<>(MOTD, DIRECTORY), "make");

        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.FORESEEN), foresight.over(MOTD, ABSENT));
    }
}
