package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.host.Script;
import play.host.ScriptResult;
import play.modules.packages.Transactions.Wish;
import play.modules.testing.LocalHost;

/** The scripts for real, with programs in place of apt that take note of how they are called, or fail as apt does. */
class AptScriptsTest {
  @TempDir Path bin = Path.of("/");

  @BeforeEach
  void programs() throws IOException {
    program("apt-get", "echo \"$*\" >>" + bin + "/calls; echo 'Remv rm [1]'");
    program("apt-cache", "printf '%s\\n' rm zzcase g++ libfoo1.2");
    program("dpkg", "exit 0");
  }

  private void program(String name, String lines) throws IOException {
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private ScriptResult run(Script script) {
    return LocalHost.run(new Script("PATH='" + bin + "':$PATH\n" + script.text(), script.stdin(), script.deadline()));
  }

  private boolean asked() {
    return Files.exists(bin.resolve("calls"));
  }

  private static Wish install(String... words) {
    return new Wish("install", List.of(), List.of(words));
  }

  private Transaction simulated(Wish wish) {
    List<String> lines = run(AptScripts.simulate(List.of(wish))).out().lines().toList();
    return AptScripts.read(wish, Integer.parseInt(lines.getFirst().split(" ")[2]), lines.subList(1, lines.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm-", "rm+", "zzcas.", "libfoo1..", "g+++"})
  void aNameThatIsNoPackageIsNeverReadAsAnOrderOrAPattern(String name) {
    Transaction.Refused refused = (Transaction.Refused) simulated(install("rm", name));
    assertEquals(List.of(name), refused.unknown());
    assertFalse(run(AptScripts.carryOut(install(name), new InstallSettings(java.time.Duration.ZERO, true))).succeeded());
    assertFalse(asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm", "g++", "g++:amd64", "libfoo1.2", "libfoo1.2=1.0-1", "not-in-the-lists"})
  void aNameIsGivenToAptAsItIs(String name) throws IOException {
    simulated(install(name));
    assertTrue(Files.readString(bin.resolve("calls")).endsWith(" -- " + name + "\n"));
  }

  @Test
  void wordsThatAptWouldTakeApartAreRefused() {
    List<String> wrong = Stream.of("rm:amd64-", "rm=1.0-", "rm=1.0+", "task^", "a/stable", "a*", "-y").toList();
    assertEquals(List.of(), wrong.stream().filter(word -> word.matches(PackageRequest.PATTERN)).toList());
    List<String> right = Stream.of("rm", "g++", "g++:amd64", "vim=2:9.0.*", "libfoo1.2=1.0-1~bpo12+1", "Foo_bar").toList();
    assertEquals(List.of(), right.stream().filter(word -> !word.matches(PackageRequest.PATTERN)).toList());
  }
}
