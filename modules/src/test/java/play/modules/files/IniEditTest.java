package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.param.Binding;
import play.testkit.Parameters;

class IniEditTest {
    private static final IniEdit.Spelling USUAL = new IniEdit.Spelling(false, false, false, true);
    private static final String TEXT = "top = 1\n\n[a]\nx = 1\n# y = 2\n\n[ b ]\nx = 2\n";

    private static IniEdit edit(String section, String option, String... values) {
        return new IniEdit(section, Optional.of(option), List.of(values), true, USUAL);
    }

    private static IniEdit with(IniEdit.Spelling spelling, String... values) {
        return new IniEdit("a", Optional.of("x"), List.of(values), true, spelling);
    }

    private static IniEdit notExclusive(String... values) {
        return new IniEdit("a", Optional.of("x"), List.of(values), false, USUAL);
    }

    @Test
    void anOptionIsSetInItsSection() {
        assertEquals(TEXT.replace("x = 2", "x = 3"), edit("b", "x", "3").present(TEXT));
        assertEquals(TEXT.replace("top = 1", "top = 2"), edit("", "top", "2").present(TEXT));
        assertEquals(TEXT, edit("a", "x", "1").present(TEXT));
    }

    @Test
    void aNewOptionGoesBehindTheLastOne() {
        assertEquals(
                TEXT.replace("x = 1\n", "x = 1\nz = 9\n"), edit("a", "z", "9").present(TEXT));
        assertEquals("new = 1\n" + "[a]\n", edit("", "new", "1").present("[a]\n"));
    }

    @Test
    void aCommentIsReplacedUnlessItMayNot() {
        assertEquals(TEXT.replace("# y = 2", "y = 3"), edit("a", "y", "3").present(TEXT));
        IniEdit left = new IniEdit(
                "a", Optional.of("y"), List.of("3"), true, new IniEdit.Spelling(false, false, false, false));
        assertEquals(TEXT.replace("x = 1\n", "x = 1\ny = 3\n"), left.present(TEXT));
    }

    @Test
    void aMissingSectionGoesToTheEnd() {
        assertEquals(TEXT + "[c]\nz = 1\nz = 2\n", edit("c", "z", "1", "2").present(TEXT));
        assertEquals("[c]\n", new IniEdit("c", Optional.empty(), List.of(), true, USUAL).present(""));
        assertEquals("x\n[c]\nz = 1\n", edit("c", "z", "1").present("x"));
    }

    @Test
    void othersGoWhereTheOptionIsExclusive() {
        String several = "[a]\nx = 1\nx = 2\nx = 3\n";
        assertEquals("[a]\nx = 2\n", edit("a", "x", "2").present(several));
        assertEquals("[a]\nx = 4\nx = 2\n", edit("a", "x", "2", "4").present(several));
        assertEquals(several + "x = 4\n", notExclusive("4", "1").present(several));
        assertEquals("[a]\n", edit("a", "x").absent(several));
        assertEquals("[a]\nx = 1\nx = 3\n", notExclusive("2").absent(several));
    }

    @Test
    void blanksAreThoseThatAreAskedFor() {
        assertEquals("[a]\nx = 1\n", edit("a", "x", "1").present("[a]\nx=1\n"));
        assertEquals(
                "[a]\nx=1\n",
                with(new IniEdit.Spelling(true, false, false, true), "1").present("[a]\nx = 1\n"));
        IniEdit.Spelling any = new IniEdit.Spelling(false, true, false, true);
        assertEquals("[a]\nx  =1\n", with(any, "1").present("[a]\nx  =1\n"));
        assertEquals("[a]\nx = 2\n", with(any, "2").present("[a]\nx=1\n"));
        assertEquals("[a]\nx = 1\n", with(any, "1").present("[a]\n#x=1\n"));
    }

    @Test
    void anOptionMayStandAlone() {
        IniEdit.Spelling bare = new IniEdit.Spelling(false, false, true, true);
        assertEquals("[a]\nx\n", with(bare).present("[a]\n"));
        assertEquals("[a]\nx\n", with(bare).present("[a]\nx = 1\n"));
        assertEquals("[a]\nx\n", with(bare).present("[a]\nx\n"));
        assertEquals("[n]\nx\n", new IniEdit("n", Optional.of("x"), List.of(), true, bare).present(""));
    }

    @Test
    void aSectionIsRemovedWhole() {
        IniEdit whole = new IniEdit("a", Optional.empty(), List.of(), true, USUAL);
        assertEquals("top = 1\n\n[ b ]\nx = 2\n", whole.absent(TEXT));
        assertEquals("[b]\n", whole.absent("[b]\n"));
    }

    @Test
    void linesThatEndInCrlfStaySo() {
        assertEquals("[a]\r\nx = 2\r\n", edit("a", "x", "2").present("[a]\r\nx = 1\r\n"));
    }

    @Test
    void namesArePlainText() {
        assertEquals("[a.b]\nx.y = 2\nxzy = 1\n", edit("a.b", "x.y", "2").present("[a.b]\nx.y = 1\nxzy = 1\n"));
    }

    @Test
    void whatIsWrongIsToldBefore() {
        assertEquals(List.of("option"), faults(Map.of("section", "a", "option", "b")));
        assertEquals(List.of("value"), faults(Map.of("section", "a", "value", "1")));
        assertEquals(List.of("value"), faults(Map.of("option", "a", "value", "1\n")));
        assertEquals(List.of("values"), faults(Map.of("option", "a", "values", List.of("1", "2\n[b]\nx = 3", "4\r"))));
        assertEquals(List.of(), faults(Map.of("option", "a", "values", List.of("1", "2"))));
    }

    private static List<String> faults(Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(more);
        written.put("path", "/x");
        IniFileModule module = new IniFileModule();
        return module.check(Parameters.of(module, written)).stream()
                .map(Binding.Fault::parameter)
                .toList();
    }
}
