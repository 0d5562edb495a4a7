package play.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table that ansible-core 2.19 gives. */
class TagSelectionTest {
    private static final Map<String, Set<String>> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("plain", Set.of());
        STEPS.put("a", Set.of("a"));
        STEPS.put("always", Set.of("always"));
        STEPS.put("never", Set.of("never"));
        STEPS.put("never_n", Set.of("never", "n"));
        STEPS.put("always_a", Set.of("always", "a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | - | plain a always always_a",
                "a | - | a always always_a",
                "n | - | always never_n always_a",
                "never | - | always never never_n always_a",
                "tagged | - | a always always_a",
                "untagged | - | plain always always_a",
                "- | a | plain always",
                "- | always | plain a",
                "- | all | always always_a",
                "- | tagged | plain",
                "all,never | - | plain a always never never_n always_a"
            })
    void selectsAsAnsibleDoes(String tags, String skipTags, String expected) {
        TagSelection selection = new TagSelection(set(tags), set(skipTags));

        List<String> selected = STEPS.entrySet().stream()
                .filter(step -> selection.selects(step.getValue()))
                .map(Map.Entry::getKey)
                .toList();

        assertEquals(List.of(expected.split(" ")), selected);
    }

    private static Set<String> set(String tags) {
        return tags == null ? Set.of() : Set.of(tags.split(","));
    }
}
