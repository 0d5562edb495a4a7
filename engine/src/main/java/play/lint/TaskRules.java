package play.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.diag.Severity;
import play.playbook.Data;
import play.playbook.Task;
import play.source.Located;

/** Rules on how tasks are written and what they give modules. */
final class TaskRules {
    private static final Set<String> MAKE_FILES = Set.of("copy", "template", "get_url");
    private static final Pattern REMOTE = Pattern.compile("http://(?!(?:localhost|127\\.|\\[::1\\]))\\S+");

    private TaskRules() {}

    static List<LintRule> all() {
        return List.of(
                LintRule.of("unnamed-task", Severity.WARNING, "Task has no name", TaskRules::unnamed),
                LintRule.of("latest", Severity.WARNING, "Version is not pinned", TaskRules::latest),
                LintRule.of("missing-mode", Severity.WARNING, "Missing file mode", TaskRules::missingMode),
                LintRule.of("number-mode", Severity.WARNING, "File mode is a number", TaskRules::numberMode),
                LintRule.of("loose-mode", Severity.ERROR, "World-writable mode", TaskRules::looseMode),
                LintRule.of("unverified-download", Severity.ERROR, "Unverified download", TaskRules::unverified));
    }

    private static void unnamed(Project project, Findings findings) {
        project.tasks()
                .filter(task -> task.name().shown().isEmpty())
                .forEach(task -> findings.report(
                        task.call().module().span(),
                        "Name the task by what it does: the output of a run shows little else of it."));
    }

    private static void latest(Project project, Findings findings) {
        project.tasks()
                .forEach(task ->
                        task.call().arguments().forEach((name, value) -> latest(name.value(), value, findings)));
    }

    private static void latest(String name, Data value, Findings findings) {
        String text = value.literalText().orElse("");
        if (name.equals("state") && text.equals("latest")) {
            findings.report(
                    value.span(),
                    "'latest' differs from day to day and from host to host. Pin a version, or use 'present'.");
        } else if (text.matches("\\S+:latest")) {
            findings.report(
                    value.span(),
                    "The tag 'latest' can mean another image each time. Pin a version, or better a digest.");
        }
    }

    private static void missingMode(Project project, Findings findings) {
        project.tasks()
                .filter(task -> MAKE_FILES.contains(name(task)) || isDirectory(task))
                .filter(task -> Project.argument(task, "mode").isEmpty())
                .forEach(task -> findings.report(
                        task.call().module().span(),
                        "Without 'mode', a new file gets a mode that depends on the umask of the host. Set 'mode'."));
    }

    private static String name(Task task) {
        return task.call().implementation().spec().name();
    }

    private static boolean isDirectory(Task task) {
        String state =
                Project.argument(task, "state").flatMap(Data::literalText).orElse("");
        return name(task).equals("file") && (state.equals("directory") || state.equals("touch"));
    }

    private static void numberMode(Project project, Findings findings) {
        modes(project)
                .filter(mode -> mode instanceof Data.Literal literal && literal.value() instanceof Long)
                .forEach(mode -> findings.report(
                        mode.span(),
                        "play reads it as octal digits; Ansible reads a decimal number, which means other bits. Put it "
                                + "in quotes: \""
                                + fourDigits(mode.shown()) + "\"."));
    }

    private static String fourDigits(String digits) {
        return digits.length() < 4 ? "0".repeat(4 - digits.length()) + digits : digits;
    }

    private static Stream<Data> modes(Project project) {
        return project.tasks()
                .flatMap(task -> Stream.of("mode", "directory_mode", "key_mode")
                        .flatMap(name -> Project.argument(task, name).stream()));
    }

    /** With the sticky bit, as for /tmp, only owners remove. */
    private static void looseMode(Project project, Findings findings) {
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

    private static void unverified(Project project, Findings findings) {
        project.calls(Set.of("get_url")).forEach(task -> {
            Optional<Data> sum = Project.argument(task, "checksum");
            boolean waived = sum.isEmpty()
                    || sum.get().literalText().filter("none"::equals).isPresent();
            Project.text(task, "url")
                    .filter(url -> waived
                            && (sum.isEmpty() || REMOTE.matcher(url.value()).find()))
                    .ifPresent(url -> findings.report(
                            url.span(),
                            "The content of the download is not verified. Set 'checksum'; over https:// it may be "
                                    + "'none'."));
        });
    }

    /** Words of a literal or template argument, for rules on shell texts. */
    static Optional<Located<String>> command(Task task) {
        Optional<Located<String>> text = Stream.of("cmd", "_raw_params")
                .flatMap(name -> Project.text(task, name).stream())
                .findFirst();
        return text.or(() -> words(task));
    }

    private static Optional<Located<String>> words(Task task) {
        Optional<Data> argv = Project.argument(task, "argv");
        return argv.filter(data -> data instanceof Data.Literal literal && literal.value() instanceof List)
                .map(data -> new Located<>(
                        String.join(
                                " ",
                                ((List<?>) java.util.Objects.requireNonNull(((Data.Literal) data).value()))
                                        .stream().map(String::valueOf).toList()),
                        data.span()));
    }
}
