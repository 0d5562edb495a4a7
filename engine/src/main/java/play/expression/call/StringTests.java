package play.expression.call;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import play.expression.data.Case;
import play.expression.data.FreshList;
import play.expression.data.TextSearch;

/** The methods of Python's strings that look something up in a string. */
final class StringTests {
    private StringTests() {}

    private static String self(Given given) {
        return given.text("self");
    }

    static void add(Registry.Builder to) {
        to.method(
                "string.startswith",
                "prefix",
                MarkerHandling.CONTENT,
                given -> anyOf(given.get("prefix"), self(given)::startsWith));
        to.method(
                "string.endswith",
                "suffix",
                MarkerHandling.CONTENT,
                given -> anyOf(given.get("suffix"), self(given)::endsWith));
        to.method("string.find", "sub", MarkerHandling.CONTENT, given -> found(given));
        to.method("string.rfind", "sub", MarkerHandling.CONTENT, given -> (long)
                TextSearch.findLast(self(given), given.text("sub"), self(given).length()));
        to.method("string.index", "sub", MarkerHandling.CONTENT, given -> Methods.index(found(given)));
        to.method("string.count", "sub", MarkerHandling.CONTENT, given -> count(self(given), given.text("sub")));
        to.method("string.isdigit", "", MarkerHandling.CONTENT, given -> isAll(self(given), Character::isDigit));
        to.method("string.isnumeric", "", MarkerHandling.CONTENT, given -> isAll(self(given), Character::isDigit));
        to.method("string.isalpha", "", MarkerHandling.CONTENT, given -> isAll(self(given), Character::isLetter));
        to.method(
                "string.isalnum",
                "",
                MarkerHandling.CONTENT,
                given -> isAll(self(given), StringTests::isLetterOrNumber));
        to.method("string.islower", "", MarkerHandling.CONTENT, given -> cased(self(given), Case.lower(self(given))));
        to.method("string.isupper", "", MarkerHandling.CONTENT, given -> cased(self(given), Case.upper(self(given))));
        to.method(
                "string.isspace",
                "",
                MarkerHandling.CONTENT,
                given -> !self(given).isEmpty() && self(given).isBlank());
    }

    private static boolean anyOf(@Nullable Object parts, Predicate<String> holds) {
        List<@Nullable Object> all = parts instanceof List<?> list ? new FreshList(list) : FreshList.of(parts);
        return all.stream().anyMatch(part -> holds.test(TextFilters.string(part)));
    }

    private static boolean isAll(String text, IntPredicate kind) {
        return !text.isEmpty() && text.codePoints().allMatch(kind);
    }

    private static boolean isLetterOrNumber(int point) {
        return Character.isLetter(point)
                || Character.isDigit(point)
                || Character.getType(point) == Character.LETTER_NUMBER
                || Character.getType(point) == Character.OTHER_NUMBER;
    }

    private static long found(Given given) {
        return TextSearch.find(self(given), given.text("sub"), 0);
    }

    private static Object count(String text, String part) {
        return part.isEmpty()
                ? text.length() + 1L
                : (long) Strings.split(text, part, -1).size() - 1;
    }

    private static boolean cased(String text, String wanted) {
        return text.chars().anyMatch(Character::isLetter) && text.equals(wanted);
    }
}
