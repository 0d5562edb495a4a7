package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Observed;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;

class RealmsTest {
    private static final Observed<FileState> ABSENT = Observed.read(FileState.ABSENT);
    private static final Realm ONE = new Realm.Service("one");
    private static final Realm OTHER = new Realm.Service("other");

    private final Session session = new Session("host", new Nowhere(), new Foresight(), new ReentrantLock());
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
        public void reconnect() {
            throw new AssertionError("nobody is to connect");
        }

        @Override
        public void close() {}
    }

    private Observed<FileState> seenIn(Realm service) {
        return realms.foresight(service, session).over(Files.at("/etc/motd"), ABSENT);
    }

    @Test
    void aCommandMayHaveChangedServicesThatOnlyLaterTasksMention() {
        assertEquals(ABSENT, seenIn(ONE));
        realms.age(session.foresight(), new Effect.Opaque("a command"), "run it");
        assertTrue(
                assertInstanceOf(Observed.Unknown.class, seenIn(ONE)).reason().contains("'run it'"));
        assertEquals(seenIn(ONE), seenIn(OTHER));
    }
}
