package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Observed;
import play.host.Reach;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.StateKey;
import play.host.Talk;

class RealmsTest {
    private static final Observed<FileState> ABSENT = Observed.read(FileState.ABSENT);
    private static final Realm ONE = new Realm.Service("one");
    private static final Realm OTHER = new Realm.Service("other");

    private final Session session = new Session(
            "host",
            new Nowhere(),
            new Foresight(),
            new ReentrantLock(),
            new ReadAhead.Terms(new ChangeCounter(), InstantSource.system(), Duration.ZERO));
    private final Realms realms = new Realms(session);

    /** Nothing is run here. */
    private static final class Nowhere implements Shell {
        @Override
        public List<ScriptResult> run(List<Script> scripts) {
            throw new AssertionError("nothing is to be run");
        }

        @Override
        public void upload(Source content, long size, String path) {
            throw new AssertionError("nothing is to be uploaded");
        }

        @Override
        public Talk talk(String program) {
            throw new AssertionError("nobody is to be talked to");
        }

        @Override
        public void reconnect() {
            throw new AssertionError("nobody is to connect");
        }

        @Override
        public void close() {}
    }

    private Observed<FileState> seenIn(Realm service) {
        return realms.foresight(service, session).over(new StateKey<>(service, new Files(true), "/etc/motd"), ABSENT);
    }

    @Test
    void aCommandMayHaveChangedServicesThatOnlyLaterTasksMention() {
        assertEquals(ABSENT, seenIn(ONE));
        realms.age(session.foresight(), new Effect.Opaque("a command", Reach.HOST), "run it");
        assertTrue(
                assertInstanceOf(Observed.Unknown.class, seenIn(ONE)).reason().contains("'run it'"));
        assertEquals(seenIn(ONE), seenIn(OTHER));
    }

    @Test
    void whatStaysOnAHostLeavesServicesAsTheyAre() {
        realms.age(session.foresight(), new Effect.Opaque("packages", Reach.paths("/")), "install them");
        assertEquals(ABSENT, seenIn(ONE));
        assertInstanceOf(Observed.Unknown.class, session.foresight().over(Files.at("/etc/motd"), ABSENT));
    }

    @Test
    void whatReachesOneServiceLeavesTheHostAndOthersAsTheyAre() {
        Reach one = new Reach.Service(new Realm.Service("one"));
        realms.age(session.foresight(), new Effect.Opaque("a restart", one), "restart it");
        assertInstanceOf(
                Observed.Unknown.class,
                realms.foresight(ONE, session).over(new StateKey<>(ONE, new Files(true), "/etc/motd"), ABSENT));
        assertEquals(ABSENT, session.foresight().over(Files.at("/etc/motd"), ABSENT));
        assertEquals(ABSENT, seenIn(OTHER));
    }
}
