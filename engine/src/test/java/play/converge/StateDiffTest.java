package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import play.event.StateChange;
import play.host.FileState;
import play.host.HostState;
import play.host.Mode;
import play.value.Foreseen;
import play.value.Records;
import play.value.Secret;

class StateDiffTest {
    private static FileState file(Foreseen<String> digest, int mode) {
        return new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(mode)), digest, new Foreseen.Exactly<>(3L));
    }

    @Test
    void agreesWhereNothingWasForeseen() {
        Foreseen<String> later = new Foreseen.Later<>("a fresh key");

        assertTrue(Records.agree(file(later, 0600), file(new Foreseen.Exactly<>("abc"), 0600)));
        assertFalse(Records.agree(file(later, 0600), file(new Foreseen.Exactly<>("abc"), 0644)));
        assertFalse(Records.agree(FileState.ABSENT, file(later, 0600)));
    }

    @Test
    void showsOnlyWhatDiffers() {
        Foreseen<String> digest = new Foreseen.Exactly<>("abc");

        assertEquals(
                List.of(new StateChange.Field("mode", "0600", "0644")),
                StateDiff.fields(file(digest, 0600), file(digest, 0644)));
    }

    @Test
    void showsAStateThatComesWhole() {
        List<String> names = StateDiff.fields(FileState.ABSENT, file(new Foreseen.Later<>("x"), 0600)).stream()
                .map(StateChange.Field::name)
                .toList();

        assertEquals(List.of("state", "owner", "group", "mode", "sha256", "size"), names);
    }

    private enum Lamp implements HostState {
        ON,
        DIMMED,
        OFF;

        @Override
        public boolean present() {
            return this != OFF;
        }
    }

    @Test
    void showsConstantsByTheirNames() {
        assertEquals(List.of(new StateChange.Field("state", "on", "dimmed")), StateDiff.fields(Lamp.ON, Lamp.DIMMED));
        assertEquals(List.of(new StateChange.Field("state", "absent", "on")), StateDiff.fields(Lamp.OFF, Lamp.ON));
    }

    /** Two secrets look alike to people, and are told apart where a plan is compared. */
    @Test
    void secretsStandInClearForComparison() {
        record Login(Secret password) implements HostState {
            @Override
            public boolean present() {
                return true;
            }
        }
        Login old = new Login(new Secret("one"));
        Login fresh = new Login(new Secret("two"));
        assertEquals(
                List.of(new StateChange.Field("password", Secret.MASK, Secret.MASK)), StateDiff.fields(old, fresh));
        assertEquals(
                List.of(new StateChange.Field("password", "one", "two")),
                StateDiff.fields(old, fresh, StateDiff.Secrets.CLEAR));
    }
}
