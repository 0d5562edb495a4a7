package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineEditTest {
    private static LineEdit edit(String regexp, String line, LineEdit.Place place) {
        Optional<String> pattern = Optional.of(regexp).filter(text -> !text.isEmpty());
        return new LineEdit(
                new LineEdit.Search(pattern.map(Lines::pattern), Optional.empty(), false), line, place, false);
    }

    private static LineEdit backrefs(String regexp, String line) {
        LineEdit.Search search = new LineEdit.Search(Optional.of(Lines.pattern(regexp)), Optional.empty(), false);
        return new LineEdit(search, line, new LineEdit.Place.End(), true);
    }

    private static final LineEdit.Place END = new LineEdit.Place.End();

    @Test
    void theLastMatchIsReplaced() {
        assertEquals("a=1\nb\na=9\n", edit("^a=", "a=9", END).present("a=1\nb\na=2\n"));
    }

    @Test
    void aLineThatIsThereIsNotRepeatedWhenThePatternDoesNotMatch() {
        assertEquals("x\ny\n", edit("^z", "x", END).present("x\ny\n"));
    }

    @Test
    void linesThatEndInCrlfAreFoundAndStaySo() {
        assertEquals("x\r\ny\r\n", edit("", "y", END).present("x\r\ny\r\n"));
        assertEquals("x\r\ny\r\n", edit("", "y", END).present("x\r\n"));
        assertEquals("z\r\ny\r\n", edit("^x$", "z", END).present("x\r\ny"));
        assertEquals("z\r\ny\n", edit("^x$", "z", END).present("x\r\ny\n"));
        assertEquals("a\nx\r\n", edit("", "x", END).present("a\nx\r\n"));
        assertEquals("y\n", edit("^x$", "", END).absent("x\r\ny\n"));
        assertEquals("y\r\n", edit("", "x", END).absent("x\r\ny\r\n"));
    }

    @Test
    void aNewLineGoesToTheEndEvenWithoutAFinalNewline() {
        assertEquals("x\ny\n", edit("", "y", END).present("x"));
    }

    @Test
    void anUntouchedTextKeepsItsMissingFinalNewline() {
        assertEquals("x\ny", edit("", "y", END).present("x\ny"));
    }

    @Test
    void aNewLineGoesAfterTheLastLineThatMatches() {
        LineEdit.Place after = LineEdit.Place.of(Optional.of("^\\["), Optional.empty());
        assertEquals("[a]\n[b]\nnew\nz\n", edit("", "new", after).present("[a]\n[b]\nz\n"));
    }

    @Test
    void aNewLineGoesToTheStartOfTheFile() {
        LineEdit.Place start = LineEdit.Place.of(Optional.empty(), Optional.of("BOF"));
        assertEquals("new\na\n", edit("", "new", start).present("a\n"));
    }

    @Test
    void withoutTheLineToGoBesideItGoesToTheEnd() {
        LineEdit.Place before = LineEdit.Place.of(Optional.empty(), Optional.of("^nothing"));
        assertEquals("a\nnew\n", edit("", "new", before).present("a\n"));
    }

    @Test
    void groupsAreReferredToByNumberAndName() {
        assertEquals(
                "port = 81 # 80\n",
                backrefs("^(port)=(?P<old>\\d+)$", "\\1 = 81 # \\g<old>").present("port=80\n"));
    }

    @Test
    void patternsAreThoseOfPython() {
        assertEquals(
                "port = 81\n",
                backrefs("^(?P<the_port>port) [[=] \\d+\\Z", "\\g<the_port> = 81")
                        .present("port = 80\n"));
    }

    @Test
    void withBackrefsNoMatchMeansNoChange() {
        assertEquals("a\n", backrefs("^b(.)", "\\1").present("a\n"));
    }

    @Test
    void everyMatchIsRemoved() {
        assertEquals("b\n", edit("^a", "", END).absent("a1\nb\na2\n"));
    }

    @Test
    void aDollarOrBackslashInTheLineIsTakenAsItStands() {
        assertEquals("p=$1\\d\n", edit("^p=", "p=$1\\d", END).present("p=0\n"));
    }
}
