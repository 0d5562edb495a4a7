package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Argument specs that are values, which a task compares with variables. */
class ValidateArgumentSpecTest {
    @TempDir
    private Path folder = Path.of("/");

    private Trial.Said said(String vars, String parameters) throws IOException {
        return new Trial(folder).play("vars:\n" + vars.indent(2) + """
                tasks:
                  - validate_argument_spec:
                %s    register: said
                    ignore_errors: true
                  - debug:
                      msg:
                        - "errors {{ said.argument_errors | default([]) | join }}"
                        - "spec {{ said.argument_spec_data | default('none') }}"
                        - "context {{ said.validate_args_context }}"
                """.formatted(parameters.indent(6)));
    }

    @Test
    void ofVariablesThatTheRunFinds() throws IOException {
        Trial.Said said = new Trial(folder).play("""
                vars:
                  text: "listen: {type: int, required: true}\\nmode: {choices: [fast, slow]}\\nowner: {required: true}"
                tasks:
                  - set_fact: {mode: steady, late: "{{ text | from_yaml }}"}
                  - ansible.builtin.validate_argument_spec:
                      argument_spec: "{{ late }}"
                      provided_arguments: {listen: "80"}
                """);
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.out().contains("'owner' is not defined."), said::everything);
        assertTrue(said.out().contains("'mode' must be one of fast, slow, not a string 'steady'."), said::everything);
        assertFalse(said.out().contains("'listen'"), said::everything);
    }

    @Test
    void returnsWhatIsWrong() throws IOException {
        Trial.Said said = said("port: http", """
                argument_spec: {port: {type: int}}
                validate_args_context: {name: web}
                """);
        assertTrue(said.out().contains("errors 'port' must be a whole number, not a string 'http'."), said::everything);
        assertTrue(said.out().contains("spec {'port': {'type': 'int'}}"), said::everything);
        assertTrue(said.out().contains("context {'name': 'web'}"), said::everything);
    }

    @Test
    void hasErrorsThatOtherTasksMayRead() throws IOException {
        Trial.Said said = new Trial(folder).play("""
                tasks:
                  - validate_argument_spec: {argument_spec: {owner: {required: true}}}
                    register: said
                    ignore_errors: true
                  - debug: {msg: "first {{ said.argument_errors[0] }}"}
                """);
        assertTrue(said.out().contains("first 'owner' is not defined."), said::everything);
    }

    @Test
    void takesWhatIsProvidedBeforeVariables() throws IOException {
        Trial.Said said = said("{port: http, title: x}", """
                argument_spec:
                  port: {type: int, required: true, aliases: [listen]}
                  title: {required: true, default: main}
                  ports: {type: list, elements: dict, options: {at: {type: int, required: true}}}
                provided_arguments: {port: 80, ports: [{at: 1}]}
                """);
        assertTrue(said.out().contains("\"errors \""), said::everything);
        assertTrue(said.out().contains("context {}"), said::everything);
    }

    @Test
    void takesNullWhereAnsibleDoes() throws IOException {
        Trial.Said said = said("{}", """
                argument_spec:
                  a: {required: true}
                  b: {type: int}
                  c: {type: list, elements: str}
                  d: {choices: [x, null]}
                  e: {type: dict, options: {f: {required: true}, g: {}}, required_together: [[f, g]]}
                  h: {type: dict, options: {i: {}, j: {}}, required_by: {i: [j]}}
                provided_arguments: {a: null, b: null, c: [null], d: null, e: {f: null, g: 1}, h: {i: null}}
                """);
        assertTrue(said.out().contains("\"errors \""), said::everything);
    }

    @Test
    void refusesNullWhereAnsibleDoes() throws IOException {
        Trial.Said said = said("{}", """
                argument_spec:
                  a: {type: int, required: true}
                  b: {type: int, default: 1}
                  c: {type: list, elements: int}
                  d: {choices: [x, y]}
                  e: {type: dict, options: {f: {}, g: {}}, mutually_exclusive: [[f, g]]}
                  h: {type: dict, options: {i: {}, j: {}}, required_by: {i: [j]}}
                provided_arguments: {a: null, b: null, c: [null], d: null, e: {f: null, g: 1}, h: {i: 1, j: null}}
                """);
        assertTrue(said.out().contains("'a' must be a whole number, and is null: it is required."), said::everything);
        assertTrue(
                said.out()
                        .contains("'b' must be a whole number, and is null: its default counts only where it is left"
                                + " out."),
                said::everything);
        assertTrue(said.out().contains("'c[0]' must be a whole number, and is null."), said::everything);
        assertTrue(said.out().contains("'d' must be one of x, y, and is null."), said::everything);
        assertTrue(said.out().contains("'e' takes only one of 'f', 'g'."), said::everything);
        assertTrue(said.out().contains("'h' needs 'j', as 'i' is given."), said::everything);
    }

    @Test
    void knowsNoOtherArguments() throws IOException {
        Trial.Said said = said("{}", """
                argument_spec: {port: {type: int, required: true, aliases: [listen]}}
                provided_arguments: {listen: 80, colour: red}
                """);
        assertTrue(said.out().contains("There is no argument 'colour'. The spec has port."), said::everything);
        assertFalse(said.out().contains("not defined"), said::everything);
    }

    @Test
    void hidesWhatMustNotBeShown() throws IOException {
        Trial.Said said = said("{}", """
                argument_spec: {pin: {type: int, no_log: true}}
                provided_arguments: {pin: hunter2}
                """);
        assertTrue(said.out().contains("'pin' must be a whole number, not a string."), said::everything);
        assertFalse(said.everything().contains("hunter2"), said::everything);
    }

    @Test
    void evaluatesNothingOfASpec() throws IOException {
        Trial.Said said = new Trial(folder).play("""
                tasks:
                  - command: printf '%s' '{"port":{"default":"{''{ evil }''}","description":"{''{ evil }''}"}}'
                    register: told
                  - validate_argument_spec: {argument_spec: "{{ told.stdout | from_json }}"}
                """);
        assertEquals(0, said.code(), said::everything);
    }

    @Test
    void isNoSpecBeforeAnyHostIsContacted() throws IOException {
        Trial.Said said = new Trial(folder).play("""
                tasks:
                  - validate_argument_spec: {argument_spec: {port: {type: intt}}}
                  - validate_argument_spec: {argument_spec: {port: 1}}
                  - validate_argument_spec: {argument_spec: "port: {type: int}"}
                """, "--syntax-check");
        assertTrue(said.err().contains("is no argument spec. 'type' must be one of"), said::everything);
        assertTrue(said.err().contains("The option 'port' must be a mapping."), said::everything);
        assertTrue(said.err().contains("becomes one by | from_yaml"), said::everything);
    }

    @Test
    void cannotTellOfWhatIsUnknown() throws IOException {
        Trial.Said said = new Trial(folder).play("""
                tasks:
                  - command: echo 80
                    register: told
                  - validate_argument_spec:
                      argument_spec: {port: {type: int}, size: {type: int}}
                      provided_arguments: {port: "{{ told.stdout }}"}
                """, "--check");
        assertTrue(said.out().contains("a value is unknown"), said::everything);
    }
}
