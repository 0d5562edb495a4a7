package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockEditTest {
    private static BlockEdit block(String... lines) {
        return new BlockEdit("# B", "# E", List.of(lines), new LineEdit.Place.End());
    }

    @Test
    void aNewBlockGoesToTheEndBetweenItsMarkers() {
        assertEquals("x\n# B\none\ntwo\n# E\n", block("one", "two").edit("x"));
    }

    @Test
    void anOldBlockIsReplacedWhereItStands() {
        assertEquals("x\n# B\nnew\n# E\ny\n", block("new").edit("x\n# B\nold\nolder\n# E\ny\n"));
    }

    @Test
    void aBlockThatIsRightIsLeftAlone() {
        String text = "x\n# B\nnew\n# E\ny\n";
        assertEquals(text, block("new").edit(text));
    }

    @Test
    void aBlockWhoseLinesEndInCrlfIsFoundAndStaysSo() {
        String text = "x\r\n# B\r\nnew\r\n# E\r\ny\r\n";
        assertEquals(text, block("new").edit(text));
        assertEquals(text.replace("new", "other"), block("other").edit(text));
        assertEquals("x\r\n# B\r\nnew\r\n# E\r\n", block("new").edit("x\r\n"));
        String mixed = "x\n# B\r\nnew\r\n# E\r\n";
        assertEquals(mixed, block("new").edit(mixed));
        assertEquals("x\n", block().edit(mixed));
    }

    @Test
    void noBlockTakesItsMarkersAway() {
        assertEquals("x\ny\n", block().edit("x\n# B\nold\n# E\ny\n"));
    }

    @Test
    void noBlockAndNoMarkersLeavesTheTextAlone() {
        assertEquals("x", block().edit("x"));
    }

    @Test
    void emptyLinesStandAroundItWhereOtherLinesDo() {
        BlockEdit middle = new BlockEdit(
                "# B", "# E", List.of("new"), LineEdit.Place.of(Optional.of("^x"), Optional.empty()), true, true);
        assertEquals("x\n\n# B\nnew\n# E\n\ny\n", middle.edit("x\ny\n"));
        assertEquals("x\n\n# B\nnew\n# E\n\ny\n", middle.edit("x\n\n# B\nnew\n# E\n\ny\n"));
        assertEquals("x\r\n\r\n# B\r\nnew\r\n# E\r\n\r\ny\r\n", middle.edit("x\r\ny\r\n"));
        assertEquals("# B\nnew\n# E\n", middle.edit(""));
        assertEquals("x\n\n# B\nnew\n# E\n", middle.edit("x\n"));
    }
}
