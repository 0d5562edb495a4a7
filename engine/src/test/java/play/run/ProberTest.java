package play.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import play.host.Files;
import play.host.HostFacts;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.value.Bytes;

class ProberTest {
  private static Observed<?> answer(StateKey<?> key, String out) {
    Map<StateKey<?>, Observed<?>> states =
        Prober.Batch.of(List.of(key)).getFirst().parse(new ScriptResult(0, Bytes.of(out), Bytes.of("sh: odd\n")));
    return Objects.requireNonNull(states.get(key));
  }

  @Test
  void anAnswerThatCannotBeReadLeavesItUnknown() {
    assertEquals(
        new Observed.Unknown<>("the host's answer about file /a cannot be read: sh: odd"),
        answer(Files.at("/a"), "link\0seven\0x\0"));
    assertEquals(
        new Observed.Unknown<>("the host's answer about facts all cannot be read: sh: odd"),
        answer(HostFacts.KEY, "date=soon 2026 01 01 00 00 00 UTC +0000 Monday 1\n"));
  }

  @Test
  void whatTheHostDoesNotSayIsNotAbsent() {
    assertEquals(new Observed.Unknown<>("/a cannot be looked at: sh: odd"), answer(Files.at("/a"), ""));
  }
}
