package play.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.diag.PlainDiagnostic;
import play.event.Cause;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.StateChange;
import play.event.TaskRef;

/** docs/events.md has a row for every event, outcome and cause, with every field. */
class EventsPageTest {
    static List<Class<?>> described() {
        return Stream.of(RunEvent.class, Outcome.class, Cause.class)
                .flatMap(family -> Arrays.stream(Objects.requireNonNull(family.getPermittedSubclasses())))
                .<Class<?>>map(type -> type)
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of(Objects.requireNonNull(System.getProperty("play.home")), "docs/events.md"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("described")
    void isDescribedWithAllItsFields(Class<?> type) throws IOException {
        String start = "| `" + JsonLines.snake(type.getSimpleName()) + "` |";
        List<String> rows =
                page().lines().filter(line -> line.startsWith(start)).toList();
        assertTrue(rows.size() == 1, () -> "docs/events.md has " + rows.size() + " rows that begin with " + start);
        for (RecordComponent component : type.getRecordComponents()) {
            String field = "`" + JsonLines.snake(component.getName()) + "`";
            assertTrue(rows.getFirst().contains(field), () -> field + " is not in: " + rows.getFirst());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parts")
    void describesTheFieldsOf(Class<?> part) throws IOException {
        String page = page();
        for (RecordComponent component : part.getRecordComponents()) {
            String field = JsonLines.snake(component.getName());
            assertTrue(
                    page.contains("`" + field + "`") || page.contains("\"" + field + "\""), () -> part + ": " + field);
        }
    }

    static List<Class<?>> parts() {
        return List.of(
                TaskRef.class,
                Cause.Parameters.Fault.class,
                PlainDiagnostic.class,
                PlainDiagnostic.Place.class,
                PlainDiagnostic.Note.class,
                Outcome.Before.class,
                StateChange.class,
                StateChange.Field.class,
                StateChange.Text.class);
    }
}
