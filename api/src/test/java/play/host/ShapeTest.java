package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void anyTextSeparates() throws UnknownStateException {
        for (String separator : new String[] {"|", ".", "*", " ", ":", "\\", "$"}) {
            Fields fields = Shape.of(separator, String.join(separator, "size", "busy", "rest"))
                    .read(String.join(separator, "7", "", "a", "b"));
            assertEquals(7, fields.number("size"));
            assertEquals("", fields.text("busy"));
            assertEquals("a" + separator + "b", fields.text("rest"));
        }
    }
}
