package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.Script;
import play.host.ShellWords;

/** What pacman of Arch Linux is told. */
final class PacmanScripts {
    /** It prints what it would do, a package in a line, and takes no lock for it. */
    private static final String SIMULATE = """
        export LC_ALL=C
        would() {
          i=$1; shift
          out=$(pacman --color never --print --print-format '%n %v' "$@" 2>&1 </dev/null); code=$?
          echo "=transaction $i $code"
          printf '%s\\n' "$out"
        }
        """;

    private static final Pattern PACKAGE = Pattern.compile("([A-Za-z0-9@_+][A-Za-z0-9@._+-]*) (\\S+)");
    private static final Pattern UNKNOWN = Pattern.compile("error: target not found: (\\S+)");

    private PacmanScripts() {}

    static Script simulate(List<Transactions.Wish> wishes) {
        return Transactions.simulation(SIMULATE, wishes, PacmanScripts::arguments);
    }

    private static String arguments(Transactions.Wish wish) {
        List<String> words = new ArrayList<>(
                switch (wish.verb()) {
                    case "install" -> List.of("--sync", "--needed");
                    case "remove", "purge" -> List.of("--remove");
                    default -> List.of("--sync", "--sysupgrade");
                });
        words.addAll(wish.options());
        words.add("--");
        words.addAll(wish.words());
        return ShellWords.join(words);
    }

    static Transaction read(Transactions.Wish wish, int exitCode, List<String> lines) {
        if (exitCode != 0) {
            List<String> unknown = lines.stream()
                    .map(UNKNOWN::matcher)
                    .filter(Matcher::matches)
                    .map(found -> found.group(1))
                    .toList();
            return Transactions.refused(lines, unknown);
        }
        boolean goes = wish.removes();
        Map<String, Optional<String>> steps = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher row = PACKAGE.matcher(line);
            if (row.matches()) {
                steps.put(row.group(1), goes ? Optional.empty() : Optional.of(row.group(2)));
            }
        }
        return Transactions.feasible(steps);
    }

    static Script carryOut(Transactions.Wish wish) {
        return Transactions.quietly("pacman --noconfirm --noprogressbar " + arguments(wish), "");
    }

    static Script updateLists() {
        return Transactions.quietly("pacman --noconfirm --noprogressbar --sync --refresh", PackageLists.STAMP);
    }
}
