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

/** What apk of Alpine Linux is told. */
final class ApkScripts {
    private static final String SIMULATE = """
        export LC_ALL=C
        would() {
          i=$1; shift
          out=$(apk --no-progress "$@" 2>&1 </dev/null); code=$?
          echo "=transaction $i $code"
          printf '%s\\n' "$out"
        }
        """;

    /** {@code (1/2) Installing nginx (1.26.2-r0)}, {@code (2/2) Upgrading musl (1.2.4-r2 -> 1.2.5-r0)}. */
    private static final Pattern STEP = Pattern.compile("\\(\\d+/\\d+\\) (\\w+) (\\S+) \\((\\S+)(?: -> (\\S+))?\\)");

    private static final Pattern UNKNOWN = Pattern.compile("\\s+(\\S+) \\(no such package\\):.*");

    /** Others need a package: apk forgets that somebody asked for it, and leaves it there. */
    private static final String KEPT = "not removed due to";

    private ApkScripts() {}

    static Script simulate(List<Transactions.Wish> wishes) {
        return Transactions.simulation(SIMULATE, wishes, wish -> arguments(wish, "--simulate"));
    }

    private static String arguments(Transactions.Wish wish, String... more) {
        List<String> words = new ArrayList<>(List.of(
                switch (wish.verb()) {
                    case "install" -> "add";
                    case "remove", "purge" -> "del";
                    default -> "upgrade";
                }));
        words.addAll(List.of(more));
        words.addAll(wish.options());
        words.add("--");
        words.addAll(wish.words());
        return ShellWords.join(words);
    }

    static Transaction read(int exitCode, List<String> lines) {
        if (exitCode != 0 || lines.stream().anyMatch(line -> line.contains(KEPT))) {
            List<String> unknown = lines.stream()
                    .map(UNKNOWN::matcher)
                    .filter(Matcher::matches)
                    .map(found -> found.group(1))
                    .toList();
            return Transactions.refused(lines, unknown);
        }
        Map<String, Optional<String>> steps = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher step = STEP.matcher(line.strip());
            if (step.matches()) {
                String version = step.group(4) == null ? step.group(3) : step.group(4);
                steps.put(step.group(2), step.group(1).equals("Purging") ? Optional.empty() : Optional.of(version));
            }
        }
        return Transactions.feasible(steps);
    }

    static Script carryOut(Transactions.Wish wish) {
        return Transactions.quietly("apk --no-progress " + arguments(wish), "");
    }

    static Script updateLists() {
        return Transactions.quietly("apk --no-progress update", PackageLists.STAMP);
    }

    /** What came for others is noted as asked for. */
    static Script markManual(List<String> names) {
        return Transactions.quietly("apk --no-progress add -- " + ShellWords.join(names), "");
    }
}
