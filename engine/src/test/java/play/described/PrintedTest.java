package play.described;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.argspec.ArgumentType;
import play.host.UnknownStateException;
import play.value.Secret;

class PrintedTest {
    private static Field field(String name, ArgumentType type) {
        return new Field(name, "", type, ArgumentType.STR, Optional.empty(), false);
    }

    private final Printed printed = new Printed(List.of(
            field("text", ArgumentType.STR),
            field("size", ArgumentType.INT),
            field("on", ArgumentType.BOOL),
            field("lines", ArgumentType.LIST),
            field("any", ArgumentType.RAW),
            field("map", ArgumentType.DICT)));

    private static Map<String, @Nullable Object> fields(@Nullable Object... values) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        List<String> names = List.of("text", "size", "on", "lines", "any", "map");
        for (int i = 0; i < values.length; i++) {
            fields.put(names.get(i), values[i]);
        }
        return fields;
    }

    @Test
    void readsLinesByTheTypesOfTheirFields() throws UnknownStateException {
        assertEquals(
                new DescribedState(true, fields("a=b $(reboot)", 5L, true, List.of("one", "two words"), null, null)),
                printed.state("text=a=b $(reboot)\nsize=5\non=yes\nlines=one\n\nlines=two words\n"));
    }

    /** Whatever a file holds, it can set no other field. */
    @Test
    void readsValuesOfManyLinesFromBase64() throws UnknownStateException {
        String text = Base64.getEncoder().encodeToString("hello\npresent=false".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                new DescribedState(
                        true, fields("hello\npresent=false", null, null, List.of("hello\npresent=false"), null, null)),
                printed.state("text:base64=" + text + "\nlines:base64=" + text + "\n"));
    }

    @Test
    void readsAMappingOfALineFromJson() throws UnknownStateException {
        assertEquals(
                new DescribedState(true, fields(null, null, null, List.of(), null, Map.of("a", List.of(1L)))),
                printed.state("map={\"a\": [1]}\n"));
    }

    @Test
    void readsJson() throws UnknownStateException {
        assertEquals(
                new DescribedState(true, fields("5", 5L, false, List.of("1"), Map.of("a", List.of(1L)), null)),
                printed.state("{\"text\": 5, \"size\": \"5\", \"on\": false, \"lines\": [1], \"any\": {\"a\": [1]}}"));
    }

    @Test
    void whatPrintsNothingIsNotThere() throws UnknownStateException {
        DescribedState absent = new DescribedState(false, fields(null, null, null, null, null, null));
        for (String text : Arrays.asList("", "\n", "{}", "present=false\n", "present=no\ntext=left over\n")) {
            assertEquals(absent, printed.state(text), text);
        }
    }

    @Test
    void whatIsThereNeedsNoField() throws UnknownStateException {
        assertEquals(
                new DescribedState(true, fields(null, null, null, List.of(), null, null)),
                printed.state("present=true\n"));
    }

    @Test
    void whatMustNotBeShownIsSecret() throws UnknownStateException {
        Printed hidden = new Printed(List.of(field("text", ArgumentType.STR).hidden()));
        assertEquals(new Secret("hash"), hidden.state("text=hash\n").fields().get("text"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\n",
                "text:base64=a b\n",
                "text:hex=00\n",
                "map=a\n",
                "map=[1]\n",
                "size=five\n",
                "on=maybe\n",
                "present=maybe\n",
                "text=a\ntext=b\n",
                "text=a\nother=b\n",
                "{\"text\": \n",
                "{\"text\": [1]}",
                "{\"other\": 1}",
                "{\"on\": {}}"
            })
    void whatTheModuleDoesNotNameIsNoState(String text) {
        assertThrows(UnknownStateException.class, () -> printed.state(text));
    }
}
