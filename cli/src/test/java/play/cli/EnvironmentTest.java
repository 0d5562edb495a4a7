package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keyword {@code environment}, in a run on this machine. */
class EnvironmentTest {
  @TempDir Path folder = Path.of("/");
  private Trial trial;

  @BeforeEach
  void prepare() throws IOException {
    trial = new Trial(folder);
  }

  /** A task whose environment is what a variable comes to. */
  private Trial.Said with(String value) throws IOException {
    return trial.play(
        """
        vars:
          given: %s
        tasks:
          - command: touch FOLDER/ran
            environment: "{{ given }}"
        """
            .formatted(value));
  }

  private void assertRefused(Trial.Said said, String why) {
    assertEquals(2, said.code(), said::out);
    assertTrue(said.out().contains(why), said::out);
    assertTrue(said.out().contains("site.yml:7:"), said::out);
    assertFalse(Files.exists(folder.resolve("ran")));
  }

  @Test
  void aNameThatOnlyTheRunKnowsRunsNothing() throws IOException {
    assertRefused(with("{\"x=1; touch FOLDER/owned; y\": a}"), "which no shell can export");
    assertFalse(Files.exists(folder.resolve("owned")));
  }

  @Test
  void whatComesToNoMappingIsRefused() throws IOException {
    assertRefused(with("[a, b]"), "must come to a mapping");
    assertRefused(with("LANG=C"), "must come to a mapping");
  }

  @Test
  void aValueWithANulByteIsRefused() throws IOException {
    assertRefused(with("{NAME: \"a\\0b\"}"), "holds a NUL byte");
  }

  @Test
  void nothingAndAnEmptyTextAreNoVariables() throws IOException {
    assertEquals(0, with("").code());
    assertEquals(0, with("''").code());
  }
}
