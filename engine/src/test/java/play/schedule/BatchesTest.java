package play.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final List<String> FOUR = List.of("a", "b", "c", "d");

  @Test
  void takesAllAtOnceWithoutSerial() {
    assertEquals(List.of(FOUR), Batches.cut(FOUR, List.of()));
  }

  @Test
  void repeatsTheLastSize() {
    assertEquals(List.of(List.of("a"), List.of("b", "c"), List.of("d")), Batches.cut(FOUR, List.of("1", "50%")));
  }

  @Test
  void takesTheRestForZero() {
    assertEquals(List.of(List.of("a"), List.of("b", "c", "d")), Batches.cut(FOUR, List.of("1", "0")));
  }

  @Test
  void takesAtLeastOneForAPercentage() {
    assertEquals(4, Batches.cut(FOUR, List.of("1%")).size());
  }
}
