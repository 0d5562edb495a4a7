package play.lint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.host.Mode;
import play.host.WantedMode;
import play.param.Parameter;
import play.param.Schema;
import play.param.SourceMode;
import play.playbook.Data;
import play.rule.Findings;
import play.rule.LintRule;

/** Rules on how tasks are written and what they give modules of whatever kind. */
final class TaskRules {
    private static final List<Class<?>> MODES = List.of(Mode.class, WantedMode.class, SourceMode.class);

    private static final String LATEST = "latest";

    private TaskRules() {}

    static List<LintRule<PlaybookProject>> all() {
        return List.of(
                LintRule.warning("unnamed-task", "Task has no name", TaskRules::unnamed),
                LintRule.warning("latest", "Version is not pinned", TaskRules::latest),
                LintRule.warning("number-mode", "File mode is a number", TaskRules::numberMode),
                LintRule.error("loose-mode", "World-writable mode", TaskRules::looseMode));
    }

    /** An argument, and the parameter it is for; none where any name is taken. */
    private record Argument(Optional<Parameter> parameter, Data value) {
        boolean isLatest() {
            return value.literalText().equals(Optional.of(LATEST))
                    && parameter
                            .filter(known -> known.type().choices().contains(LATEST))
                            .isPresent();
        }
    }

    private static Stream<Argument> arguments(PlaybookProject project) {
        return project.tasks().flatMap(task -> {
            Schema<?> schema = task.call().implementation().spec().schema();
            return task.call().arguments().entrySet().stream()
                    .map(entry -> new Argument(schema.find(entry.getKey().value()), entry.getValue()));
        });
    }

    private static void unnamed(PlaybookProject project, Findings findings) {
        project.tasks()
                .filter(task -> task.name().shown().isEmpty())
                .forEach(task -> findings.report(
                        task.call().module().span(),
                        "Name the task by what it does: the output of a run shows little else of it."));
    }

    private static void latest(PlaybookProject project, Findings findings) {
        arguments(project).forEach(argument -> {
            if (argument.isLatest()) {
                findings.report(
                        argument.value().span(),
                        "'latest' differs from day to day and from host to host. Pin a version, or use "
                                + "'present'.");
            } else if (argument.value().literalText().orElse("").matches("\\S+:latest")) {
                findings.report(
                        argument.value().span(),
                        "The tag 'latest' can mean another image each time. Pin a version, or better a " + "digest.");
            }
        });
    }

    private static void numberMode(PlaybookProject project, Findings findings) {
        modes(project)
                .filter(mode -> mode instanceof Data.Literal literal && literal.value() instanceof Long)
                .forEach(mode -> findings.report(
                        mode.span(),
                        "play reads it as octal digits; Ansible reads a decimal number, which means other "
                                + "bits. Put it in quotes: \""
                                + fourDigits(mode.shown()) + "\"."));
    }

    private static String fourDigits(String digits) {
        return digits.length() < 4 ? "0".repeat(4 - digits.length()) + digits : digits;
    }

    private static Stream<Data> modes(PlaybookProject project) {
        return arguments(project)
                .filter(argument -> argument.parameter()
                        .filter(known -> MODES.stream().anyMatch(known::isOf))
                        .isPresent())
                .map(Argument::value);
    }

    /** With the sticky bit, as for /tmp, only owners remove. */
    private static void looseMode(PlaybookProject project, Findings findings) {
        modes(project)
                .filter(mode -> mode.literalText().filter(TaskRules::isLoose).isPresent())
                .forEach(mode -> findings.report(
                        mode.span(),
                        "With mode " + mode.shown()
                                + " every user and process of the host may change it. Allow the user or group that "
                                + "needs it."));
    }

    static boolean isLoose(String mode) {
        if (!mode.matches("[0-7]{3,4}")) {
            return mode.matches(".*\\b[ao]*[ao][ugo]*[+=][rx]*w.*");
        }
        int bits = Integer.parseInt(mode, 8);
        return (bits & 02) != 0 && (bits & 01000) == 0;
    }
}
