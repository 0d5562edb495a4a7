package play.expression.call;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Text;

/** Comparison of version numbers. */
final class Versions {
    private static final Pattern PART = Pattern.compile("\\d+|[a-z]+");
    private static final Pattern SEMANTIC =
            Pattern.compile("(?:v)?(\\d+)\\.(\\d+)\\.(\\d+)(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

    private static final Pattern STRICT = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?(?:([ab])(\\d+))?");
    private static final int LONGEST = 200;

    private Versions() {}

    static Object holds(@Nullable Object input, Given given) {
        String left = Text.decoded(input);
        String right = Text.of(given.get("version"));
        if (left.isEmpty() || right.isEmpty()) {
            throw Failure.value("A version cannot be empty.");
        }
        int order = compare(left, right, type(given));
        return switch (given.text("operator", "eq")) {
            case "==", "=", "eq" -> order == 0;
            case "!=", "<>", "ne" -> order != 0;
            case "<", "lt" -> order < 0;
            case "<=", "le" -> order <= 0;
            case ">", "gt" -> order > 0;
            case ">=", "ge" -> order >= 0;
            default ->
                throw Failure.arguments("'" + given.text("operator")
                        + "' is not an operator of the test 'version'; supported are ==, !=, <, <=, >, >=.");
        };
    }

    private static String type(Given given) {
        String type = given.text("version_type", "");
        boolean strict = given.flag("strict", false);
        if (strict && !type.isEmpty()) {
            throw Failure.arguments("'strict' and 'version_type' of the test 'version' exclude each other.");
        }
        return strict ? "strict" : type;
    }

    private static int compare(String left, String right, String type) {
        return switch (type) {
            case "", "loose" -> compareLoose(left, right);
            case "strict" -> compareStrict(left, right);
            case "semver", "semantic" -> compareSemantic(left, right);
            default ->
                throw Failure.arguments(
                        "'version_type' of the test 'version' is one of loose, strict, semver, semantic," + " not '"
                                + type + "'.");
        };
    }

    /** Two or three numbers, and whether it is an alpha or beta before them. */
    private static int compareStrict(String left, String right) {
        Matcher a = strict(left);
        Matcher b = strict(right);
        for (int i = 1; i <= 3; i++) {
            int order = new BigInteger(number(a, i)).compareTo(new BigInteger(number(b, i)));
            if (order != 0) {
                return order;
            }
        }
        if (a.group(4) == null || b.group(4) == null) {
            return Boolean.compare(a.group(4) == null, b.group(4) == null);
        }
        int order = a.group(4).compareTo(b.group(4));
        return order != 0 ? order : new BigInteger(number(a, 5)).compareTo(new BigInteger(number(b, 5)));
    }

    private static String number(Matcher version, int group) {
        return version.group(group) == null ? "0" : version.group(group);
    }

    private static Matcher strict(String version) {
        Matcher matcher = STRICT.matcher(version);
        if (version.length() > LONGEST || !matcher.matches()) {
            throw Failure.value("'" + version + "' is not a version of two or three numbers, as 'strict' needs it.");
        }
        return matcher;
    }

    /** Numbers by value, words by their letters, part by part. */
    private static int compareLoose(String left, String right) {
        List<String> a = parts(left);
        List<String> b = parts(right);
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = comparePart(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static List<String> parts(String version) {
        Bounds.items(version.length());
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(version);
        int from = 0;
        while (matcher.find()) {
            String between = version.substring(from, matcher.start());
            if (!between.isEmpty() && !".".equals(between)) {
                parts.add(between);
            }
            parts.add(matcher.group());
            from = matcher.end();
        }
        if (from < version.length()) {
            parts.add(version.substring(from));
        }
        return parts;
    }

    private static int comparePart(String a, String b) {
        boolean numberA = Character.isDigit(a.charAt(0));
        boolean numberB = Character.isDigit(b.charAt(0));
        if (numberA && numberB) {
            return compareNumbers(a, b);
        }
        if (numberA != numberB) {
            throw Failure.value("The parts '" + a + "' and '" + b + "' of the versions cannot be compared.");
        }
        return a.compareTo(b);
    }

    /** Of any length, so no number is made of them. */
    private static int compareNumbers(String a, String b) {
        String left = withoutLeadingZeros(a);
        String right = withoutLeadingZeros(b);
        return left.length() == right.length() ? left.compareTo(right) : Integer.compare(left.length(), right.length());
    }

    private static String withoutLeadingZeros(String digits) {
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }

    private static int compareSemantic(String left, String right) {
        Matcher a = semantic(left);
        Matcher b = semantic(right);
        for (int i = 1; i <= 3; i++) {
            int order = compareNumbers(a.group(i), b.group(i));
            if (order != 0) {
                return order;
            }
        }
        return comparePreReleases(Optional.ofNullable(a.group(4)), Optional.ofNullable(b.group(4)));
    }

    private static Matcher semantic(String version) {
        Matcher matcher = SEMANTIC.matcher(version);
        if (!matcher.matches()) {
            throw Failure.value("'" + version + "' is not a semantic version such as '1.2.3'.");
        }
        return matcher;
    }

    private static int comparePreReleases(Optional<String> a, Optional<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        String[] left = a.get().split("\\.", -1);
        String[] right = b.get().split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numberA = left[i].matches("\\d+");
            boolean numberB = right[i].matches("\\d+");
            int order = numberA && numberB
                    ? compareNumbers(left[i], right[i])
                    : numberA != numberB ? Boolean.compare(numberB, numberA) : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
