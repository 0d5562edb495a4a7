package play.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What typed lines mean, and when they are whole. */
class LineTest {
    @Test
    void aTaskIsAModuleWithItsParameters() {
        assertEquals(new Line.Call("ping", ""), Line.of(" ping "));
        assertEquals(new Line.Call("apt", "name=nginx state=latest"), Line.of("apt name=nginx state=latest"));
        assertEquals(new Line.Call("copy", "{dest: /a}"), Line.of("copy {dest: /a}"));
        assertEquals(new Line.Call("copy", "{dest: /a}"), Line.of("copy: {dest: /a}"));
        assertEquals(new Line.Call("copy", "{dest: /a}"), Line.of("copy{dest: /a}"));
        assertEquals(new Line.Call("shell", "ls | grep a:b"), Line.of("shell ls | grep a:b"));
        assertEquals(new Line.Call("command", "a  b"), Line.of("command a \\\nb"));
    }

    @Test
    void anOrderBeginsWithAColon() {
        assertEquals(new Line.Order("check", ""), Line.of(":check"));
        assertEquals(new Line.Order("pattern", "web:!web3"), Line.of(" :pattern  web:!web3 "));
        assertEquals(new Line.Order("", ""), Line.of(":"));
    }

    @Test
    void commentsAreNothing() {
        assertEquals(new Line.Blank(), Line.of("  "));
        assertEquals(new Line.Blank(), Line.of("# copy {"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ping",
                "shell echo {",
                "shell echo \"it's",
                "copy {dest: /a, content: it's}",
                "copy {dest: /a, content: \"}\"}",
                "copy {dest: /a, content: '}'}",
                "copy {a: [{b: 1}]}",
                ":pattern {",
                "# {"
            })
    void wholeLines(String typed) {
        assertTrue(Line.isWhole(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy {",
                "copy {dest: /a,",
                "copy {dest: /a, content: \"}",
                "copy {dest: /a, content: \"\\\"}",
                "copy {dest: /a, content: '}",
                "copy {a: [{b: 1}",
                "command a \\"
            })
    void linesThatGoOn(String typed) {
        assertFalse(Line.isWhole(typed));
    }
}
