package play.cli;

import java.util.List;

/**
 * An exit code of {@code play run}, and of the commands that have none of their own.
 *
 * @param meaning as the README has it, without the marks of Markdown
 */
record ExitCode(int code, String meaning) {
    static final List<ExitCode> ALL = List.of(
            new ExitCode(0, "Success"),
            new ExitCode(1, "The playbook does not exist, or --limit leaves no host"),
            new ExitCode(Main.USAGE, "A task failed on a host, or the command line is invalid"),
            new ExitCode(RunSession.PROBLEMS, "A host is unreachable, or an error was found before the run"),
            new ExitCode(Interruptions.CODE, "Interrupted"),
            new ExitCode(Main.MISTAKE, "Internal error in play"));
}
