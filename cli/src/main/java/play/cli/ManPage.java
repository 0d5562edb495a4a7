package play.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Manual pages in roff, of section 1. */
final class ManPage {
    private static final String FILES = """
        .SH FILES
        .TP
        .I ~/.local/state/play
        What must be kept: keys and certificates of clusters, journals of runs ($XDG_STATE_HOME/play).
        .TP
        .I ~/.cache/play
        What can be fetched or built again ($XDG_CACHE_HOME/play).
        """;

    private ManPage() {}

    /** Of the program: what its commands are. */
    static String overview() {
        String commands = Commands.names().stream()
                .map(name -> ".TP\n.BR play\\-" + text(name) + " (1)\n" + line(Commands.purpose(name)))
                .collect(Collectors.joining());
        return head("play", "brings machines to a declared state over SSH")
                + ".SH SYNOPSIS\n.B play\n.I COMMAND\n[options]\n"
                + ".SH COMMANDS\n" + commands
                + options(List.of(Option.flag("Show the version.", "--version"), CommandLines.HELP))
                + exits()
                + FILES;
    }

    static String of(Command command) {
        return head("play-" + command.name(), command.purpose().replaceFirst("\\.$", ""))
                + ".SH SYNOPSIS\n.nf\n\\fBplay " + text(command.name()) + "\\fR "
                + lines(command.synopsis().strip()) + ".fi\n"
                + ".SH DESCRIPTION\n" + line(command.purpose())
                + options(command.options())
                + exits()
                + ".SH SEE ALSO\n.BR play (1)\n";
    }

    private static String head(String name, String purpose) {
        return ".TH " + text(name).toUpperCase(java.util.Locale.ROOT) + " 1 \"\" \"play " + Version.NUMBER
                + "\" \"User commands\"\n.SH NAME\n" + text(name) + " \\- " + text(purpose) + "\n";
    }

    private static String options(List<Option> options) {
        return options.isEmpty()
                ? ""
                : ".SH OPTIONS\n" + options.stream().map(ManPage::option).collect(Collectors.joining());
    }

    private static String option(Option option) {
        String names = option.names().stream()
                .map(name -> "\\fB" + text(name) + "\\fR")
                .collect(Collectors.joining(", "));
        String argument = option.takesArgument() ? " \\fI" + text(option.argument()) + "\\fR" : "";
        return ".TP\n" + names + argument + "\n" + line(option.help());
    }

    private static String exits() {
        return ".SH EXIT STATUS\n"
                + ExitCode.ALL.stream()
                        .map(exit -> ".TP\n.B " + exit.code() + "\n" + line(exit.meaning() + "."))
                        .collect(Collectors.joining());
    }

    private static String lines(String all) {
        return all.lines().map(ManPage::line).collect(Collectors.joining());
    }

    /** A line that begins with a dot or an apostrophe would be taken for a request. */
    private static String line(String words) {
        String text = text(words);
        return (text.startsWith(".") || text.startsWith("'") ? "\\&" : "") + text + "\n";
    }

    private static String text(String words) {
        return words.replace("\\", "\\e").replace("-", "\\-");
    }
}
