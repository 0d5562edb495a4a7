package play.modules.commands;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.ShellWords;

/**
 * Words as a shell must get them so that variables and homes in them stand for what they are on the host, and nothing
 * else does.
 */
final class Expansion {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)\\})");
    private static final Pattern HOME = Pattern.compile("~[A-Za-z0-9_.-]*(?=/|\\z)");

    /** What a shell (dash, busybox, bash) sets for itself, without being asked: no part of the environment. */
    private static final Set<String> OWN = Set.of(
            "BASH",
            "BASHOPTS",
            "BASHPID",
            "BASH_ARGV0",
            "BASH_COMMAND",
            "BASH_SUBSHELL",
            "BASH_VERSINFO",
            "BASH_VERSION",
            "DIRSTACK",
            "EPOCHREALTIME",
            "EPOCHSECONDS",
            "EUID",
            "FUNCNAME",
            "GROUPS",
            "HISTCMD",
            "IFS",
            "LINENO",
            "OPTERR",
            "OPTIND",
            "PIPESTATUS",
            "POSIXLY_CORRECT",
            "PPID",
            "PS1",
            "PS2",
            "PS4",
            "RANDOM",
            "SECONDS",
            "SHELLOPTS",
            "SRANDOM",
            "UID");

    private Expansion() {}

    /** The word for a shell. A name that is not set stays as it is written, as does a home that nobody has. */
    static String of(String word) {
        StringBuilder shell = new StringBuilder();
        Matcher home = HOME.matcher(word);
        int at = 0;
        if (home.lookingAt()) {
            shell.append(home.group());
            at = home.end();
            // Up to its first slash a home must not be quoted.
            if (at < word.length()) {
                shell.append('/');
                at++;
            }
        }
        Matcher variable = VARIABLE.matcher(word);
        while (variable.find(at)) {
            literal(shell, word.substring(at, variable.start()));
            String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            if (OWN.contains(name)) {
                literal(shell, variable.group());
            } else {
                shell.append("\"${")
                        .append(name)
                        .append("-\\")
                        .append(variable.group().replace("}", "\\}"))
                        .append("}\"");
            }
            at = variable.end();
        }
        literal(shell, word.substring(at));
        return shell.isEmpty() ? "''" : shell.toString();
    }

    private static void literal(StringBuilder shell, String text) {
        if (!text.isEmpty()) {
            String quoted = ShellWords.quote(text);
            shell.append(quoted.startsWith("'") ? quoted : "'" + quoted + "'");
        }
    }
}
