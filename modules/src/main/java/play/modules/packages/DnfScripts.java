package play.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.Script;
import play.host.ShellWords;

/** What dnf (or yum, which takes the same words) is told. */
final class DnfScripts {
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    /** The lists as they are: a question must not fetch new ones. */
    private static final String SIMULATE = """
        export LC_ALL=C COLUMNS=500
        would() {
          i=$1; shift
          out=$("$tool" -C --assumeno "$@" 2>&1 </dev/null); code=$?
          echo "=transaction $i $code"
          printf '%s\\n' "$out"
        }
        """;

    /** Titles of the parts of the table, and whether what follows goes. */
    private static final Pattern TITLE =
            Pattern.compile("(Install|Upgrad|Downgrad|Reinstall|Remov|Obsolet|Replac)\\w*( [\\w ]+)?:");

    private static final Pattern ROW =
            Pattern.compile("(\\S+)\\s+(x86_64|aarch64|noarch|i[3-6]86|ppc64le|s390x|riscv64|armv7hl)"
                    + "\\s+(\\S+)\\s+(\\S+)\\s+[0-9.]+\\s*[A-Za-z]*");

    private static final Pattern UNKNOWN =
            Pattern.compile("(?:No match for argument: |No package )(\\S+)(?: available\\.?)?");

    private DnfScripts() {}

    static Script simulate(String command, List<Transactions.Wish> wishes) {
        return Transactions.simulation("tool=" + command + "\n" + SIMULATE, wishes, DnfScripts::arguments);
    }

    private static String arguments(Transactions.Wish wish) {
        String verb = wish.verb().equals("purge") ? "remove" : wish.verb();
        List<String> words = new ArrayList<>(wish.options());
        words.add(verb);
        words.addAll(wish.words());
        return ShellWords.join(words);
    }

    /**
     * Reads the table; a row that was broken because a name is long is one row again. Where packages are to go, a
     * pattern that no name is like is met.
     */
    static Transaction read(Transactions.Wish wish, List<String> lines) {
        String text = String.join("\n", lines);
        List<String> unknown = UNKNOWN.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !(wish.removes() && PackageRequest.isPattern(name)))
                .distinct()
                .toList();
        boolean failed =
                lines.stream().anyMatch(line -> line.startsWith("Error:") && !line.contains("Operation aborted"));
        if (!unknown.isEmpty() || failed) {
            List<String> words = lines.stream().filter(line -> !line.isBlank()).toList();
            String last = String.join("\n", words.subList(Math.max(0, words.size() - 12), words.size()));
            return new Transaction.Refused(last, unknown, List.of());
        }
        Map<String, Optional<String>> steps = new LinkedHashMap<>();
        boolean goes = false;
        String row = "";
        for (String line : lines) {
            Matcher title = TITLE.matcher(line.strip());
            if (title.matches()) {
                goes = title.group(1).equals("Remov") || title.group(1).equals("Obsolet");
                row = "";
                continue;
            }
            row = line.startsWith(" ") ? (row + " " + line.strip()).strip() : "";
            Matcher whole = ROW.matcher(row);
            if (whole.lookingAt()) {
                steps.put(
                        whole.group(1),
                        goes ? Optional.empty() : Optional.of(whole.group(3).replaceFirst("^0:", "")));
                row = "";
            }
        }
        return new Transaction.Feasible(steps.entrySet().stream()
                .map(step -> new Transaction.Step(step.getKey(), step.getValue()))
                .toList());
    }

    /** Output goes to a file: a pipe would stay open as long as any process that a package leaves running. */
    private static String quietly(String command, String failing) {
        return "export LC_ALL=C\nlog=$(mktemp) || exit 1\ntrap 'rm -f \"$log\"' EXIT\n" + command
                + " >\"$log\" 2>&1 </dev/null || { tail -n 12 \"$log\" >&2; " + failing + "exit 1; }\n";
    }

    static Script carryOut(String command, Transactions.Wish wish) {
        return Script.of(quietly(command + " -y " + arguments(wish), "")).within(PATIENCE);
    }

    static Script updateLists(String command) {
        return Script.of(quietly(command + " -y makecache --refresh", "") + "mkdir -p /var/cache/dnf && touch "
                        + PackageLists.DNF_STAMP + "\n")
                .within(PATIENCE);
    }

    static Script hold(String command, List<String> names, boolean held) {
        String lock = command + " -y versionlock " + (held ? "add" : "delete") + " " + ShellWords.join(names);
        return Script.of(quietly(lock, "echo 'is the plugin versionlock installed?' >&2; "));
    }
}
