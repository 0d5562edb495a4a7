package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.Script;
import play.host.ShellWords;

/** What zypper of openSUSE and SUSE is told. */
final class ZypperScripts {
    /** The lists as they are: a question must not fetch new ones. */
    private static final String SIMULATE = """
        export LC_ALL=C
        would() {
          i=$1; shift
          out=$(zypper --xmlout --non-interactive --no-refresh "$@" 2>&1 </dev/null); code=$?
          echo "=transaction $i $code"
          printf '%s\\n' "$out"
        }
        """;

    /**
     * Done, with something to tell: updates or a reboot are due, zypper is to be started again, sources were left out.
     */
    private static final Set<Integer> WELL = Set.of(0, 100, 101, 102, 103, 106);

    /** Stands before the verb. */
    static final String UNCHECKED = "--no-gpg-checks";

    private static final Pattern PART = Pattern.compile("<(to-[a-z-]+)>(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern SOLVABLE = Pattern.compile("<solvable\\s([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");
    private static final Pattern MESSAGE =
            Pattern.compile("<message type=\"([a-z]+)\"[^>]*>(.*?)</message>", Pattern.DOTALL);

    private static final Pattern UNKNOWN = Pattern.compile("No provider of '([^']+)' found.*");

    private ZypperScripts() {}

    static Script simulate(List<Transactions.Wish> wishes) {
        return Transactions.simulation(SIMULATE, wishes, wish -> arguments(wish, List.of("--dry-run")));
    }

    private static String arguments(Transactions.Wish wish, List<String> more) {
        List<String> words = new ArrayList<>(
                wish.options().stream().filter(UNCHECKED::equals).toList());
        words.addAll(
                switch (wish.verb()) {
                    case "install" -> List.of("install", "--auto-agree-with-licenses");
                    case "remove", "purge" -> List.of("remove");
                    case "dist-upgrade" -> List.of("dist-upgrade", "--auto-agree-with-licenses");
                    default -> List.of("update", "--auto-agree-with-licenses");
                });
        words.addAll(more);
        wish.options().stream().filter(word -> !word.equals(UNCHECKED)).forEach(words::add);
        words.add("--");
        words.addAll(wish.words());
        return ShellWords.join(words);
    }

    static Transaction read(int exitCode, List<String> lines) {
        String xml = String.join("\n", lines);
        if (!WELL.contains(exitCode)) {
            return refused(xml, lines);
        }
        Map<String, Optional<String>> steps = new LinkedHashMap<>();
        Matcher part = PART.matcher(xml);
        while (part.find()) {
            boolean goes = part.group(1).equals("to-remove");
            Matcher solvable = SOLVABLE.matcher(part.group(2));
            while (solvable.find()) {
                Map<String, String> attributes = attributes(solvable.group(1));
                String name = attributes.getOrDefault("name", "");
                String version = attributes.getOrDefault("edition", "").replaceFirst("^0:", "");
                if (attributes.getOrDefault("type", "package").equals("package") && !name.isEmpty()) {
                    steps.put(name, goes ? Optional.empty() : Optional.of(version));
                }
            }
        }
        return Transactions.feasible(steps);
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> all = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.find()) {
            all.put(attribute.group(1), plain(attribute.group(2)));
        }
        return all;
    }

    private static String plain(String xml) {
        return xml.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    /** In its errors, or in all that it said where it calls nothing an error. */
    private static Transaction refused(String xml, List<String> lines) {
        List<String> errors = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Matcher message = MESSAGE.matcher(xml);
        while (message.find()) {
            String text = plain(message.group(2)).strip();
            if (message.group(1).equals("error")) {
                errors.add(text);
            }
            Matcher missing = UNKNOWN.matcher(text);
            if (missing.matches()) {
                unknown.add(missing.group(1));
            }
        }
        List<String> words = lines.stream()
                .map(line -> plain(line.replaceAll("<[^>]*>", "")))
                .toList();
        return Transactions.refused(errors.isEmpty() ? words : errors, unknown);
    }

    static Script carryOut(Transactions.Wish wish, OtherOptions options) {
        String keys = options.autoImportKeys() ? "--gpg-auto-import-keys " : "";
        String well = "0|100|101|102|103|106" + (options.skipPostErrors() ? "|107" : "");
        return Transactions.quietly(
                "zypper_() { zypper --non-interactive " + keys + "\"$@\"; case $? in " + well
                        + ") ;; *) return 1 ;; esac; }\n",
                "zypper_ " + arguments(wish, List.of()),
                "");
    }

    static Script updateLists() {
        return Transactions.quietly("zypper --non-interactive refresh", PackageLists.STAMP);
    }
}
