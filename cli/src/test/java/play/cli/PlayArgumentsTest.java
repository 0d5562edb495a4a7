package play.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the variables of a play calls it a play, and no role. */
class PlayArgumentsTest {
    @TempDir
    private Path folder = Path.of("/");

    private String said(String spec, String vars) throws IOException {
        Trial trial = new Trial(folder);
        trial.file("site.meta.yml", "argument_specs:\n  held:\n" + spec.indent(4));
        Trial.Said said = trial.play("validate_argspec: held\nvars: " + vars + "\n", "--syntax-check");
        assertFalse(said.err().toLowerCase().contains("role"), said.err());
        return said.err();
    }

    @Test
    void ofVariables() throws IOException {
        String spec = """
                options:
                  port: {type: int, required: true}
                  size: {type: str}
                  big: {type: bool}
                mutually_exclusive: [[size, big]]
                """;
        assertTrue(said(spec, "{}").contains("error[missing-argument]: Missing play argument"));
        assertTrue(said(spec, "{port: many}").contains("error[invalid-argument-value]: Invalid play argument"));
        assertTrue(said(spec, "{port: null}").contains("is null: it is required"));
        assertTrue(said(spec, "{port: 1, size: a, big: true}").contains("Invalid combination of play arguments"));
    }

    @Test
    void ofARoleWhoseFailureIsRescued() throws IOException {
        Trial trial = new Trial(folder);
        trial.file("roles/r/meta/argument_specs.yml", "argument_specs:\n  main:\n    options: {a: {required: true}}\n");
        trial.file("roles/r/tasks/main.yml", "- debug: {msg: not reached}\n");
        Trial.Said said = trial.play("""
            tasks:
              - block:
                  - import_role: {name: r}
                rescue:
                  - debug: {msg: rescued}
            """);
        assertTrue(said.err().contains("warning[missing-argument]") && said.code() == 0, said::everything);
        assertTrue(said.out().contains("rescued=1"), said::everything);
    }

    @Test
    void ofTheSpec() throws IOException {
        assertTrue(said("optoins: {}", "{}").contains("a spec of a play"), said("optoins: {}", "{}"));
        assertTrue(said("[]", "{}").contains("The spec of a play"), said("[]", "{}"));
    }
}
