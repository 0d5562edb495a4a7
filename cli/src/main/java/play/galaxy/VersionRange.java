package play.galaxy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as Galaxy has them (semantic versioning), and ranges of them: {@code >=1.2,<2.0}. */
record VersionRange(List<Bound> bounds) {
    private static final Pattern BOUND = Pattern.compile("\\s*(==|=|!=|>=|<=|>|<|)\\s*([0-9][^\\s,<>=!]*)\\s*");
    private static final Pattern PARTS = Pattern.compile("([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:-([^+]+))?.*");

    /** @param sign {@code ==}, {@code >=} and the like */
    record Bound(String sign, String version) {
        boolean allows(String other) {
            int order = compare(other, version);
            return switch (sign) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> order < 0;
                case "!=" -> order != 0;
                default -> order == 0;
            };
        }
    }

    static final VersionRange ANY = new VersionRange(List.of());

    /** Nothing where it is no range. */
    static Optional<VersionRange> of(String text) {
        if (text.isBlank() || text.strip().equals("*")) {
            return Optional.of(ANY);
        }
        List<Matcher> parts =
                Pattern.compile(",").splitAsStream(text).map(BOUND::matcher).toList();
        return parts.stream().allMatch(Matcher::matches)
                ? Optional.of(new VersionRange(parts.stream()
                        .map(part -> new Bound(part.group(1), part.group(2)))
                        .toList()))
                : Optional.empty();
    }

    /** What comes before a release is only taken where it is named. */
    boolean allows(String version) {
        boolean named = bounds.stream().anyMatch(bound -> bound.version().equals(version));
        return bounds.stream().allMatch(bound -> bound.allows(version)) && (named || !isEarly(version));
    }

    Optional<String> newest(List<String> versions) {
        return versions.stream()
                .filter(version -> PARTS.matcher(version).matches())
                .filter(this::allows)
                .max(VersionRange::compare);
    }

    private static boolean isEarly(String version) {
        Matcher parts = PARTS.matcher(version);
        return parts.matches() && parts.group(4) != null;
    }

    /** Numbers as numbers; what comes before a release is less than it. */
    static int compare(String one, String other) {
        Matcher first = PARTS.matcher(one);
        Matcher second = PARTS.matcher(other);
        if (!first.matches() || !second.matches()) {
            return one.compareTo(other);
        }
        for (int i = 1; i <= 3; i++) {
            int order = Long.compare(number(first.group(i)), number(second.group(i)));
            if (order != 0) {
                return order;
            }
        }
        String early = Optional.ofNullable(first.group(4)).orElse("");
        String late = Optional.ofNullable(second.group(4)).orElse("");
        return early.isEmpty() || late.isEmpty()
                ? Boolean.compare(early.isEmpty(), late.isEmpty())
                : Comparator.<String>naturalOrder().compare(early, late);
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }
}
