package play.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import play.playbook.Amount;

class BatchesTest {
    private static final List<String> FOUR = List.of("a", "b", "c", "d");

    @Test
    void takesAllAtOnceWithoutSerial() {
        assertEquals(List.of(FOUR), cut());
    }

    @Test
    void repeatsTheLastSize() {
        assertEquals(List.of(List.of("a"), List.of("b", "c"), List.of("d")), cut("1", "50%"));
    }

    @Test
    void takesTheRestForZero() {
        assertEquals(List.of(List.of("a"), List.of("b", "c", "d")), cut("1", "0"));
    }

    @Test
    void takesAtLeastOneForAPercentage() {
        assertEquals(4, cut("1%").size());
    }

    private static List<List<String>> cut(Object... serial) {
        return Batches.cut(
                FOUR,
                Stream.of(serial).map(size -> Amount.of(size).orElseThrow()).toList());
    }
}
