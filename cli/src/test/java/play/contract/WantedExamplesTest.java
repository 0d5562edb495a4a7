package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import play.module.ModuleRegistry;
import play.module.TaskModule;

class WantedExamplesTest {
    private static final String FILES = "modules/src/main/java/play/modules/files/";

    private static TaskModule<?> module(String name) {
        return ModuleRegistry.installed().find(name).orElseThrow();
    }

    private static List<Integer> wanted(WantedExamples examples, String module) {
        return examples.numbers(Collections.nCopies(6, module(module)));
    }

    @Test
    void withoutAShareAllAreWanted() {
        assertEquals(List.of(0, 1, 2, 3, 4, 5), wanted(WantedExamples.of("", ""), "copy"));
    }

    @Test
    void eachExampleHasItsTurnOnce() {
        assertEquals(List.of(0, 3), wanted(WantedExamples.of("1/3", ""), "copy"));
        assertEquals(List.of(1, 4), wanted(WantedExamples.of("2/3", ""), "copy"));
        assertEquals(List.of(2, 5), wanted(WantedExamples.of("3/3", ""), "copy"));
    }

    @Test
    void whatAllAreasHaveOfFilesStandsForTheAreaOfFiles() {
        WantedExamples examples = WantedExamples.of("1/3", "api/src/main/java/play/files/WantedFile.java");
        assertEquals(List.of(0, 1, 2, 3, 4, 5), wanted(examples, "copy"));
        assertEquals(List.of(0, 3), wanted(examples, "systemd"));
    }

    @Test
    void allOfAChangedModuleAreWantedAtEachTurn() {
        WantedExamples examples = WantedExamples.of("1/3", "README.md," + FILES + "CopyModule.java");
        assertEquals(List.of(0, 1, 2, 3, 4, 5), wanted(examples, "copy"));
        assertEquals(List.of(0, 3), wanted(examples, "lineinfile"));
    }

    @Test
    void whatModulesOfAnAreaShareStandsForTheArea() {
        WantedExamples examples = WantedExamples.of("1/3", FILES + "Paths.java");
        assertEquals(List.of(0, 1, 2, 3, 4, 5), wanted(examples, "lineinfile"));
        assertEquals(List.of(0, 3), wanted(examples, "systemd"));
    }

    @Test
    void ofTooManyChangesTheNewestCount() {
        List<TaskModule<?>> modules = new ArrayList<>(Collections.nCopies(50, module("copy")));
        modules.addAll(Collections.nCopies(50, module("lineinfile")));
        WantedExamples examples =
                WantedExamples.of("1/100", FILES + "LineinfileModule.java," + FILES + "CopyModule.java");
        List<Integer> numbers = examples.numbers(modules);
        assertEquals(50, numbers.stream().filter(number -> number >= 50).count());
        assertEquals(
                WantedExamples.MOST_CHANGED - 50,
                numbers.stream().filter(number -> number < 50).count());
        assertEquals(100 - WantedExamples.MOST_CHANGED, examples.waiting(modules));
    }

    @Test
    void testsOfAModuleStandForNothing() {
        assertEquals(
                List.of(0, 3), wanted(WantedExamples.of("1/3", FILES.replace("main", "test") + "Paths.java"), "copy"));
    }

    @Test
    void aTurnThatThereIsNotIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> WantedExamples.of("4/3", ""));
        assertThrows(IllegalArgumentException.class, () -> WantedExamples.of("0/3", ""));
        assertThrows(IllegalArgumentException.class, () -> WantedExamples.of("third", ""));
    }
}
