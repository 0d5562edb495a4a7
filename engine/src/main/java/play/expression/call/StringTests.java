package play.expression.call;

import java.math.BigInteger;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import play.expression.data.FreshList;
import play.expression.data.Text;
import play.expression.data.TextSearch;

/** The methods of Python's strings that look something up in a string. */
final class StringTests {
    /** Which part of the text is looked at, in characters, as in a slice. */
    private static final String PART = " start? end?";

    private static final Pattern OTHER_DIGIT = Pattern.compile("[²³¹፩-፱᧚⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒"
            + "\\x{10a40}-\\x{10a43}\\x{10e60}-\\x{10e68}\\x{11052}-\\x{1105a}\\x{1f100}-\\x{1f10a}]");
    private static final Pattern IDENTIFIER =
            Pattern.compile("[\\p{IsL}\\p{IsNl}_][\\p{IsL}\\p{IsNl}\\p{IsMn}\\p{IsMc}\\p{IsNd}\\p{IsPc}]*");

    private StringTests() {}

    private static String self(Given given) {
        return given.text("self");
    }

    static void add(Registry.Builder to) {
        to.method("string.startswith", "prefix" + PART, MarkerHandling.CONTENT, given -> {
            Part part = Part.of(given);
            return part.exists() && anyOf(given.get("prefix"), part.text()::startsWith);
        });
        to.method("string.endswith", "suffix" + PART, MarkerHandling.CONTENT, given -> {
            Part part = Part.of(given);
            return part.exists() && anyOf(given.get("suffix"), part.text()::endsWith);
        });
        to.method("string.find", "sub" + PART, MarkerHandling.CONTENT, given -> found(given, false));
        to.method("string.rfind", "sub" + PART, MarkerHandling.CONTENT, given -> found(given, true));
        to.method("string.index", "sub" + PART, MarkerHandling.CONTENT, given -> Methods.index(found(given, false)));
        to.method("string.rindex", "sub" + PART, MarkerHandling.CONTENT, given -> Methods.index(found(given, true)));
        to.method("string.count", "sub" + PART, MarkerHandling.CONTENT, given -> {
            Part part = Part.of(given);
            return part.exists() ? count(part.text(), given.text("sub")) : 0L;
        });
        all(to, "isdecimal", Character::isDigit, false);
        all(to, "isdigit", StringTests::isDigit, false);
        all(to, "isnumeric", StringTests::isNumber, false);
        all(to, "isalpha", Character::isLetter, false);
        all(to, "isalnum", point -> Character.isLetter(point) || isNumber(point), false);
        all(to, "isspace", Strings::isSpace, false);
        all(to, "isprintable", Text::isPrintable, true);
        all(to, "isascii", point -> point < 0x80, true);
        test(to, "islower", text -> cased(text, Character::isLowerCase));
        test(to, "isupper", text -> cased(text, Character::isUpperCase));
        test(to, "istitle", StringTests::isTitle);
        test(to, "isidentifier", text -> IDENTIFIER.matcher(text).matches());
    }

    private static void all(Registry.Builder to, String name, IntPredicate kind, boolean empty) {
        test(to, name, text -> text.isEmpty() ? empty : text.codePoints().allMatch(kind));
    }

    private static void test(Registry.Builder to, String name, Predicate<String> holds) {
        to.method("string." + name, "", MarkerHandling.CONTENT, given -> holds.test(self(given)));
    }

    private static boolean anyOf(@Nullable Object parts, Predicate<String> holds) {
        List<@Nullable Object> all = parts instanceof List<?> list ? new FreshList(list) : FreshList.of(parts);
        return all.stream().anyMatch(part -> holds.test(TextFilters.string(part)));
    }

    /** Digits in circles and the like are some to Python, though no decimal ones. */
    private static boolean isDigit(int point) {
        return Character.isDigit(point)
                || OTHER_DIGIT.matcher(Character.toString(point)).matches();
    }

    private static boolean isNumber(int point) {
        return Character.isDigit(point)
                || Character.getType(point) == Character.LETTER_NUMBER
                || Character.getType(point) == Character.OTHER_NUMBER;
    }

    /**
     * A part of a text.
     *
     * @param from the number of characters before it
     * @param exists whether it begins inside the text, or at its end
     */
    private record Part(String text, int from, boolean exists) {
        static Part of(Given given) {
            String whole = self(given);
            int size = whole.codePointCount(0, whole.length());
            int from = place(given, "start", 0, size);
            int to = Math.min(size, place(given, "end", size, size));
            if (from > to) {
                return new Part("", from, false);
            }
            int begin = whole.offsetByCodePoints(0, from);
            return new Part(whole.substring(begin, whole.offsetByCodePoints(begin, to - from)), from, true);
        }

        private static int place(Given given, String name, int otherwise, int size) {
            long index = given.get(name) instanceof BigInteger far
                    ? (far.signum() < 0 ? 0 : Long.MAX_VALUE)
                    : given.whole(name, otherwise);
            long place = index < 0 ? Math.max(0, index + size) : index;
            return (int) Math.min(place, size + 1L);
        }
    }

    private static long found(Given given, boolean last) {
        Part part = Part.of(given);
        String text = part.text();
        String sub = given.text("sub");
        int at = !part.exists()
                ? -1
                : last ? TextSearch.findLast(text, sub, text.length()) : TextSearch.find(text, sub, 0);
        return at < 0 ? -1 : part.from() + (long) text.codePointCount(0, at);
    }

    private static long count(String text, String part) {
        return part.isEmpty()
                ? text.codePointCount(0, text.length()) + 1L
                : (long) Strings.split(text, part, -1).size() - 1;
    }

    /** Whether there are letters of a case, and all of them of this one. */
    private static boolean cased(String text, IntPredicate wanted) {
        int[] letters = text.codePoints().filter(StringTests::isCased).toArray();
        return letters.length > 0 && IntStream.of(letters).allMatch(wanted);
    }

    private static boolean isCased(int letter) {
        return isCapital(letter) || Character.isLowerCase(letter);
    }

    private static boolean isCapital(int letter) {
        return Character.isUpperCase(letter) || Character.isTitleCase(letter);
    }

    /** Whether capital letters stand where words begin, and nowhere else. */
    private static boolean isTitle(String text) {
        boolean inside = false;
        boolean some = false;
        for (int letter : text.codePoints().toArray()) {
            if (isCased(letter) && isCapital(letter) == inside) {
                return false;
            }
            inside = isCased(letter);
            some |= inside;
        }
        return some;
    }
}
