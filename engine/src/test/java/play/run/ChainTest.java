package play.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import play.host.Script;
import play.host.ScriptResult;
import play.value.Bytes;

class ChainTest {
  private static ScriptResult run(Script... scripts) throws IOException, InterruptedException {
    Chain chain = new Chain();
    List.of(scripts).forEach(chain::add);
    Process shell = new ProcessBuilder("sh", "-c", chain.joined().text()).start();
    Bytes out = Bytes.of(shell.getInputStream().readAllBytes());
    Bytes err = Bytes.of(shell.getErrorStream().readAllBytes());
    return new ScriptResult(shell.waitFor(), out, err);
  }

  @Test
  void aScriptStopsWhereItSaysSetE() throws IOException, InterruptedException {
    ScriptResult result = run(Script.of("set -e\nfalse\necho went on >&2"), Script.of("echo next"));
    assertEquals(0, Chain.done(result));
    assertEquals(1, result.exitCode());
    assertEquals("", result.err());
    assertFalse(result.out().contains("next"));
  }

  @Test
  void scriptsAfterAFailedOneDoNotRun() throws IOException, InterruptedException {
    ScriptResult result = run(Script.of("true"), Script.of("echo broken >&2; exit 3"), Script.of("echo next"));
    assertEquals(1, Chain.done(result));
    assertEquals(3, result.exitCode());
    assertEquals("broken", Chain.words(result));
  }

  @Test
  void eachScriptReadsItsOwnInput() throws IOException, InterruptedException {
    Bytes input = Bytes.of("two words\n".getBytes(StandardCharsets.UTF_8));
    ScriptResult result = run(Script.of("cat").withStdin(input), Script.of("cat"));
    assertEquals(2, Chain.done(result));
    assertEquals("two words", result.out().lines().findFirst().orElse(""));
  }
}
