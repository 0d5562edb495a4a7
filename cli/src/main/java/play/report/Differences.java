package play.report;

import java.util.List;
import java.util.stream.Collectors;
import play.event.StateChange;
import play.report.Screen.Color;

/** Shows changes of states. */
final class Differences {
    private final Screen screen;

    Differences(Screen screen) {
        this.screen = screen;
    }

    void show(StateChange change) {
        String name = change.family().equals("file") ? change.id() : change.family() + " " + change.id();
        change.text()
                .filter(text -> !text.note().isEmpty())
                .ifPresent(text -> screen.line(Color.PURPLE, "  (" + text.note() + ")"));
        change.text()
                .ifPresent(text -> UnifiedDiff.of(name, text.before(), text.after())
                        .forEach(line -> screen.line(color(line), line)));
        List<StateChange.Field> fields = change.fields();
        if (!fields.isEmpty()) {
            screen.line(Color.PLAIN, "  " + name);
            fields.forEach(field -> {
                if (!field.before().isEmpty()) {
                    screen.line(Color.RED, "-  " + field.name() + ": " + field.before());
                }
                if (!field.after().isEmpty()) {
                    screen.line(Color.GREEN, "+  " + field.name() + ": " + field.after());
                }
            });
        }
    }

    private static Color color(String line) {
        return line.startsWith("+")
                ? Color.GREEN
                : line.startsWith("-") ? Color.RED : line.startsWith("@@") ? Color.CYAN : Color.PLAIN;
    }

    /** A state that was found other than foreseen. */
    static String sentence(StateChange change) {
        return change.family() + " " + change.id() + " differs from the plan: "
                + change.fields().stream()
                        .map(field -> field.name() + " " + field.after() + " instead of " + field.before())
                        .collect(Collectors.joining(", "));
    }
}
