package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What {@code play run} takes, for commands that only foretell. */
final class DryRunOptions {
    private static final Set<String> WITHOUT = Set.of(
            RunCommand.CHECK.name(),
            RunCommand.CONFIRM.name(),
            RunCommand.STEP.name(),
            RunCommand.RESUME.name(),
            RunCommand.RETRY_FAILED.name(),
            RunCommand.RESUME_ANYWAY.name(),
            "--syntax-check",
            "--list-tasks",
            "--list-tags",
            "--list-hosts");

    static final List<Option> ALL = all();

    private DryRunOptions() {}

    private static List<Option> all() {
        List<Option> options = new ArrayList<>(new RunCommand().options());
        options.removeIf(option -> WITHOUT.contains(option.name()));
        return List.copyOf(options);
    }

    /** The same for {@code play run}, as a dry run. */
    static Arguments dry(Arguments arguments) {
        return arguments.with(RunCommand.CHECK);
    }
}
