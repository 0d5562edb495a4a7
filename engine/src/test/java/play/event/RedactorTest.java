package play.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.value.Secret;

class RedactorTest {
  private final Redactor redactor = new Redactor();

  @Test
  void masksASecretAndItsBase64FormAnywhereInAnEvent() {
    redactor.learn(Map.of("deep", List.of(new Secret("hunter2!"))));
    String encoded = Base64.getEncoder().encodeToString("hunter2!".getBytes(StandardCharsets.UTF_8));
    RunEvent.TaskRef task = new RunEvent.TaskRef("login hunter2!", "command", "", false, Optional.empty());

    RunEvent event =
        redactor.redact(
            new RunEvent.TaskFinished(
                task, "h", Optional.empty(), false, new Outcome.Failed("said hunter2!"), Map.of("stdout", "x " + encoded)));

    assertFalse(event.toString().contains("hunter2!"), event.toString());
    assertFalse(event.toString().contains(encoded), event.toString());
  }

  @Test
  void masksLongerSecretsFirst() {
    redactor.learnText("pass");
    redactor.learnText("password-of-root");

    assertEquals("*** and ***", redactor.redact("password-of-root and pass"));
  }

  @Test
  void leavesVeryShortTextsAlone() {
    redactor.learnText("no");

    assertEquals("nothing", redactor.redact("nothing"));
  }
}
