package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.HostState;
import play.host.Mode;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.Place;
import play.host.Reach;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.value.Bytes;
import play.value.Foreseen;

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
    void whatComesAlongStaysOutWhereSomethingIs() {
        FileState mine = new FileState.Symlink("mine");
        foresight.record(new Effect.Opaque("packages", Reach.paths("/etc")), "install them");
        foresight.record(new Effect.Brings(List.of(new Effect.Sets<>(MOTD, DIRECTORY))), "install them");

        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.FORESEEN), foresight.over(MOTD, ABSENT));
        assertEquals(new Observed.Known<>(mine, Certainty.STALE), foresight.over(MOTD, Observed.read(mine)));
    }

    @Test
    void whatComesAlongTakesThePlaceOfWhatWasForeseenToGo() {
        FileState mine = new FileState.Symlink("mine");
        Effect brings = new Effect.Brings(List.of(new Effect.Sets<>(MOTD, DIRECTORY)));
        foresight.record(new Effect.Sets<>(MOTD, mine), "link it");
        foresight.record(brings, "install");
        assertEquals(new Observed.Known<>(mine, Certainty.FORESEEN), foresight.over(MOTD, ABSENT));

        foresight.record(new Effect.Sets<>(MOTD, FileState.ABSENT), "remove it");
        foresight.record(brings, "install again");
        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.FORESEEN), foresight.over(MOTD, PRESENT));
    }

    @Test
    void theTextOfWhatComesAlongIsKnownWhereNothingIs() {
        Bytes text = Bytes.of("brought\n");
        FileState file = new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0644)),
                new Foreseen.Exactly<>(text.sha256()),
                new Foreseen.Exactly<>(8L));
        StateKey<FileText> held = FileTexts.at("/etc/motd");
        foresight.record(
                new Effect.Brings(
                        List.of(new Effect.Sets<>(MOTD, file), new Effect.Sets<>(held, new FileText.Held(text)))),
                "install");

        assertEquals(
                new Observed.Known<>(new FileText.Held(text), Certainty.FORESEEN),
                foresight.over(held, Observed.read(new FileText.Missing())));
        Observed<FileText> there = Observed.read(new FileText.Held(Bytes.of("mine\n")));
        assertEquals(there, foresight.over(held, there));
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
    void losesContentsAndDigestsWithTheirFiles() {
        StateKey<FileText> text = FileTexts.at("/etc/motd");
        StateKey<FileDigest> digest = FileDigests.at("/etc/motd", FileDigests.Algorithm.SHA1);
        foresight.record(new Effect.Sets<>(Files.at("/etc"), FileState.ABSENT), "remove");

        assertEquals(
                new Observed.Known<>(new FileText.Missing(), Certainty.FORESEEN),
                foresight.over(text, Observed.read(new FileText.Held(Bytes.of("hello")))));
        assertEquals(
                new Observed.Known<>(new FileDigest.Missing(), Certainty.FORESEEN),
                foresight.over(digest, Observed.read(new FileDigest.Of("00"))));
    }

    @Test
    void followsForeseenLinksToWhateverStandsBehindThem() {
        foresight.record(new Effect.Sets<>(Files.at("/srv/current"), new FileState.Symlink("releases/7")), "link");

        assertEquals(FileTexts.at("/srv/releases/7/a"), foresight.resolved(FileTexts.at("/srv/current/a")));
        assertEquals(Files.at("/srv/current"), foresight.resolved(Files.at("/srv/current")));
    }

    @Test
    void losesWhatIsBelowARemovedDirectoryOfTheController() {
        StateKey<FileState> below = new StateKey<>(Realm.CONTROLLER, new Files(true), "/srv/a/b");
        foresight.record(
                new Effect.Sets<>(new StateKey<>(Realm.CONTROLLER, new Files(true), "/srv/a"), FileState.ABSENT),
                "remove");

        assertEquals(new Observed.Known<>(FileState.ABSENT, Certainty.FORESEEN), foresight.over(below, PRESENT));
        assertEquals(PRESENT, foresight.over(Files.at("/srv/a/b"), PRESENT));
    }

    @Test
    void tellsContentsAndDigestsByTheFilesOfTheirRealm() {
        Bytes fresh = Bytes.of("fresh");
        FileState.Regular file = new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0644)),
                new Foreseen.Exactly<>(fresh.sha256()),
                new Foreseen.Exactly<>(5L));
        StateKey<FileText> text = new StateKey<>(Realm.CONTROLLER, new FileTexts(), "/etc/motd");
        FileDigests sha1 = new FileDigests(FileDigests.Algorithm.SHA1);
        StateKey<FileDigest> digest = new StateKey<>(Realm.CONTROLLER, sha1, "/etc/motd");
        Observed<FileText> old = Observed.read(new FileText.Held(Bytes.of("old")));
        Observed<FileDigest> oldDigest = Observed.read(new FileDigest.Of("00"));

        foresight.record(new Effect.Sets<>(MOTD, file), "write it on the host");
        assertEquals(old, foresight.over(text, old));
        assertEquals(oldDigest, foresight.over(digest, oldDigest));

        foresight.record(
                new Effect.Sets<>(new StateKey<>(Realm.CONTROLLER, new Files(true), "/etc/motd"), file), "write it");
        assertTrue(foresight.over(text, old) instanceof Observed.Unknown<FileText>);
        foresight.record(new Effect.Sets<>(text, new FileText.Held(fresh)), "write it");
        assertEquals(Observed.foreseen(sha1.of(fresh)), foresight.over(digest, oldDigest));
    }

    @Test
    void keepsWhatIsMadeAnewBelowARemovedDirectory() {
        foresight.record(new Effect.Sets<>(Files.at("/etc"), FileState.ABSENT), "remove");
        foresight.record(new Effect.Sets<>(MOTD, DIRECTORY), "make");

        assertEquals(new Observed.Known<>(DIRECTORY, Certainty.FORESEEN), foresight.over(MOTD, ABSENT));
    }

    @Test
    void whatIsForeseenLastOfThoseThatTellOfAStateCounts() {
        StateKey<Seen> seen = new Reader().key("all");
        Observed<Seen> outdated = Observed.read(new Seen(false));
        foresight.record(new Effect.Sets<>(RESTARTED, DIRECTORY), "restart");
        assertEquals(Observed.foreseen(new Seen(true)), foresight.over(seen, outdated));
        foresight.record(new Effect.Sets<>(Files.at("/srv/conf/a"), DIRECTORY), "write");
        assertEquals(Observed.foreseen(new Seen(false)), foresight.over(seen, outdated));
        foresight.record(new Effect.Sets<>(RESTARTED, DIRECTORY), "restart");
        assertEquals(Observed.foreseen(new Seen(true)), foresight.over(seen, outdated));
    }

    @Test
    void whatAProgramHasReadIsOutOfDateOnceAFileIsForeseenToChange() {
        StateKey<Seen> seen = new Reader().key("all");
        Observed<Seen> fresh = Observed.read(new Seen(true));
        foresight.record(new Effect.Sets<>(MOTD, DIRECTORY), "elsewhere");
        assertEquals(fresh, foresight.over(seen, fresh));

        foresight.record(new Effect.Sets<>(Files.at("/srv"), DIRECTORY), "make sure that it is there");
        foresight.record(new Effect.Sets<>(Files.at("/srv/conf"), DIRECTORY), "make sure that it is there");
        assertEquals(fresh, foresight.over(seen, fresh));

        foresight.record(new Effect.Sets<>(Files.at("/srv/conf/a"), DIRECTORY), "write");
        assertEquals(Observed.foreseen(new Seen(false)), foresight.over(seen, fresh));

        foresight.record(new Effect.Sets<>(seen, new Seen(true)), "read again");
        assertEquals(Observed.foreseen(new Seen(true)), foresight.over(seen, fresh));

        foresight.record(new Effect.Sets<>(Files.at("/srv/conf/a"), FileState.ABSENT), "remove");
        assertEquals(Observed.foreseen(new Seen(false)), foresight.over(seen, fresh));
    }

    @Test
    void whatComesIntoThePlaceOfATreeIsEmpty() {
        StateKey<FileState> old = Files.at("/srv/app/old");
        foresight.record(new Effect.Sets<>(Files.at("/srv/app"), FileState.ABSENT), "remove");
        foresight.record(new Effect.Sets<>(Files.at("/srv/app"), DIRECTORY), "make again");
        assertEquals(Observed.foreseen(FileState.ABSENT), foresight.over(old, PRESENT));
        assertEquals(Observed.foreseen(DIRECTORY), foresight.over(Files.at("/srv/app"), PRESENT));

        foresight.record(new Effect.Sets<>(old, DIRECTORY), "fill");
        assertEquals(Observed.foreseen(DIRECTORY), foresight.over(old, ABSENT));
    }

    @Test
    void whatWasForeseenBecomesWhatALaterChangeMakesOfIt() {
        StateKey<Seen> program = new Program().key("motd");
        Observed<Seen> unread = Observed.read(new Seen(false));
        foresight.record(new Effect.Sets<>(MOTD, DIRECTORY), "write, before it is started");
        assertEquals(unread, foresight.over(program, unread));

        foresight.record(new Effect.Sets<>(program, new Seen(true)), "start");
        assertEquals(Observed.foreseen(new Seen(true)), foresight.over(program, unread));

        foresight.record(new Effect.Sets<>(Files.at("/etc/other"), DIRECTORY), "write another");
        assertEquals(Observed.foreseen(new Seen(true)), foresight.over(program, unread));

        foresight.record(new Effect.Sets<>(MOTD, FileState.ABSENT), "remove");
        assertEquals(Observed.foreseen(new Seen(false)), foresight.over(program, unread));

        foresight.record(new Effect.Sets<>(program, new Seen(true)), "start again");
        assertEquals(Observed.foreseen(new Seen(true)), foresight.over(program, unread));
    }

    /** A program that has read /etc/motd. */
    private record Program() implements StateFamily<Seen> {
        @Override
        public String name() {
            return "program";
        }

        @Override
        public Class<Seen> type() {
            return Seen.class;
        }

        @Override
        public Optional<Seen> afterChangeOf(StateKey<?> other, String id, Seen foreseen) {
            return other.id().endsWith("/" + id) ? Optional.of(new Seen(false)) : Optional.empty();
        }

        @Override
        public Script read(List<StateKey<Seen>> keys) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public Told<Seen> told(List<StateKey<Seen>> keys, ScriptResult result) {
            throw new AssertionError("nothing is read");
        }
    }

    private record Seen(boolean upToDate) implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    private static final StateKey<FileState> RESTARTED = Files.at("/run/restarted");

    /** A program that has read what stands in /srv/conf, and reads it again when it is restarted. */
    private record Reader() implements StateFamily<Seen> {
        @Override
        public String name() {
            return "configuration";
        }

        @Override
        public Class<Seen> type() {
            return Seen.class;
        }

        @Override
        public Place under() {
            return Place.below("/srv/conf");
        }

        @Override
        public Optional<Seen> afterChangesBelow() {
            return Optional.of(new Seen(false));
        }

        @Override
        public boolean tellsOf(String id, StateKey<?> other) {
            return other.equals(RESTARTED);
        }

        @Override
        public Optional<Seen> afterChangesBelow(StateKey<?> last) {
            return Optional.of(new Seen(last.equals(RESTARTED)));
        }

        @Override
        public Script read(List<StateKey<Seen>> keys) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public Told<Seen> told(List<StateKey<Seen>> keys, ScriptResult result) {
            throw new AssertionError("nothing is read");
        }
    }
}
