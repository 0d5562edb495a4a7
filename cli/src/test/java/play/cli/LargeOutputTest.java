package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that write much, and a play with little memory, as a process of its own. */
@Timeout(300)
final class LargeOutputTest {
    @TempDir
    Path folder = Path.of("/");

    @Test
    void hostsThatWriteMoreThanThereIsMemoryForFailAloneAndAreTold() throws Exception {
        Path inventory = Files.writeString(folder.resolve("hosts.ini"), """
            [all:vars]
            ansible_connection=local
            [all]
            large1 size=60000000
            large2 size=60000000
            large3 size=60000000
            usual1 size=900000
            usual2 size=900000
            """);
        Path playbook = Files.writeString(folder.resolve("p.yml"), """
            - hosts: all
              gather_facts: false
              tasks:
                - shell: yes 'a line of the log of some service, of a usual length, as they are' | head -c {{ size }}
                  register: log
                - assert: {that: log.stdout | length == size | int}
            """);
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dmvel2.disable.jit=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "play.cli.Main",
                        "run",
                        playbook.toString(),
                        "-i",
                        inventory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        int code = process.waitFor();
        String said = Files.readString(printed);
        assertEquals(2, code, said);
        for (String host : List.of("large1", "large2", "large3")) {
            assertTrue(said.contains("fatal: [" + host + "]: FAILED! => a script wrote more than"), said);
        }
        assertTrue(said.contains("JAVA_TOOL_OPTIONS=-Xmx4g"), said);
        for (String host : List.of("usual1", "usual2")) {
            assertTrue(said.lines().anyMatch(line -> line.startsWith(host + " ") && line.contains("ok=2")), said);
        }
    }
}
