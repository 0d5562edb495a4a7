package play.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.param.BindException;
import play.param.UnknownValueException;
import play.value.Bytes;
import play.value.Content;
import play.value.Unknown;

class YamlContentTest {
    private static final Content.Part LATER = new Content.Part.Later("'make token' was not run");
    private static final Unknown UNKNOWN = new Unknown("'make token' was not run");

    private static Content.Part plain(String text) {
        return new Content.Part.Plain(Bytes.of(text));
    }

    private static Content content(Content.Part... parts) {
        return new Content.Inline(List.of(parts));
    }

    @Test
    void readsEveryDocument() throws BindException {
        assertEquals(
                List.of(Map.of("a", 1L), Map.of("b", "two")),
                YamlContent.documents(Content.of("a: 1\n---\n---\nb: two\n")));
    }

    @Test
    void aScalarThatHoldsSomethingUnknownIsUnknown() throws BindException {
        Content content = content(
                plain("whole: "),
                LATER,
                plain("\nquoted: \"Bearer "),
                LATER,
                plain("\"\nlist: [known, x"),
                LATER,
                plain("]\nblock: |\n  one\n  "),
                LATER,
                plain("\n"));
        assertEquals(
                List.of(Map.of(
                        "whole", UNKNOWN, "quoted", UNKNOWN, "list", List.of("known", UNKNOWN), "block", UNKNOWN)),
                YamlContent.documents(content));
    }

    @Test
    void tellsWhichOfSeveralIsUnknown() throws BindException {
        Content.Part other = new Content.Part.Later("'ask' was not run");
        assertEquals(
                List.of(Map.of("first", UNKNOWN, "second", new Unknown("'ask' was not run"))),
                YamlContent.documents(content(plain("first: "), LATER, plain("\nsecond: "), other, plain("\n"))));
    }

    @Test
    void anUnknownKeyOrStructureCannotBeTold() {
        assertThrows(UnknownValueException.class, () -> YamlContent.documents(content(LATER, plain(": 1\n"))));
        assertThrows(
                UnknownValueException.class, () -> YamlContent.documents(content(plain("a: b\n"), LATER, plain("\n"))));
    }

    @Test
    void aTextThatIsNotKnownAtAllIsOneUnknownDocument() throws BindException {
        assertEquals(List.of(UNKNOWN), YamlContent.documents(content(LATER)));
    }

    @Test
    void whatIsNoYamlIsAFault() {
        BindException fault = assertThrows(BindException.class, () -> YamlContent.documents(Content.of("a: [1\n")));
        assertTrue(String.valueOf(fault.getMessage()).startsWith("is not valid YAML:"), fault::toString);
    }
}
