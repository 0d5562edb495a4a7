package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.value.Bytes;

class ProberTest {
    private static Observed<?> answer(StateKey<?> key, String out) {
        Map<StateKey<?>, Observed<?>> states = Prober.Batch.of(List.of(key))
                .getFirst()
                .parse(new ScriptResult(0, Bytes.of(out), Bytes.of("sh: odd\n")));
        return Objects.requireNonNull(states.get(key));
    }

    /** Takes whatever a host says for a number, and repeats it where it is none. */
    private record Careless() implements StateFamily<FileState> {
        @Override
        public String name() {
            return "count";
        }

        @Override
        public Class<FileState> type() {
            return FileState.class;
        }

        @Override
        public Script read(List<StateKey<FileState>> keys) {
            return Script.of("true");
        }

        @Override
        public Told<FileState> told(List<StateKey<FileState>> keys, ScriptResult result) {
            throw new NumberFormatException(result.out());
        }
    }

    @Test
    void anAnswerThatCannotBeReadLeavesItUnknown() {
        assertEquals(
                new Observed.Unknown<>("the host's answer about count x cannot be read: sh: odd"),
                answer(new Careless().key("x"), "many\n"));
    }

    @Test
    void whatTheHostDoesNotSayIsNotAbsent() {
        assertEquals(new Observed.Unknown<>("/a cannot be looked at: sh: odd"), answer(Files.at("/a"), ""));
    }
}
