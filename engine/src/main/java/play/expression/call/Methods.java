package play.expression.call;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Case;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Order;
import play.expression.data.TextSearch;

/** The methods of Python's strings, lists and dictionaries that playbooks use. */
final class Methods {
    private Methods() {}

    static void add(Registry.Builder to) {
        strings(to);
        searches(to);
        mappings(to);
        lists(to);
    }

    private static String self(Given given) {
        return given.text("self");
    }

    private static void strings(Registry.Builder to) {
        to.method("string.lower", "", MarkerHandling.CONTENT, given -> Case.lower(self(given)));
        to.method("string.upper", "", MarkerHandling.CONTENT, given -> Case.upper(self(given)));
        to.method("string.capitalize", "", MarkerHandling.CONTENT, given -> TextFilters.capitalized(self(given)));
        to.method("string.title", "", MarkerHandling.CONTENT, given -> titled(self(given)));
        to.method("string.swapcase", "", MarkerHandling.CONTENT, given -> swapped(self(given)));
        to.method(
                "string.strip",
                "chars?",
                MarkerHandling.CONTENT,
                given -> Strings.stripped(self(given), given.get("chars"), 0));
        to.method(
                "string.lstrip",
                "chars?",
                MarkerHandling.CONTENT,
                given -> Strings.stripped(self(given), given.get("chars"), -1));
        to.method(
                "string.rstrip",
                "chars?",
                MarkerHandling.CONTENT,
                given -> Strings.stripped(self(given), given.get("chars"), 1));
        to.method(
                "string.split",
                "sep? maxsplit?",
                MarkerHandling.CONTENT,
                given -> Strings.split(self(given), given.get("sep"), given.whole("maxsplit", -1)));
        to.method(
                "string.rsplit",
                "sep? maxsplit?",
                MarkerHandling.CONTENT,
                given -> Strings.splitFromRight(self(given), given.get("sep"), given.whole("maxsplit", -1)));
        to.method(
                "string.splitlines",
                "keepends?",
                MarkerHandling.CONTENT,
                given -> lines(self(given), given.flag("keepends", false)));
        to.method(
                "string.replace",
                "old new count?",
                MarkerHandling.CONTENT,
                given -> Strings.replace(self(given), given.text("old"), given.text("new"), given.whole("count", -1)));
        to.method("string.join", "items", MarkerHandling.CONTENT, given -> joined(self(given), given.items("items")));
        to.method(
                "string.format",
                "* **",
                MarkerHandling.CONTENT,
                given -> StrFormat.format(self(given), given.rest(), given.others()));
        to.method("string.ljust", "width fillchar?", MarkerHandling.CONTENT, given -> self(given) + fill(given));
        to.method("string.rjust", "width fillchar?", MarkerHandling.CONTENT, given -> fill(given) + self(given));
        to.method(
                "string.zfill", "width", MarkerHandling.CONTENT, given -> zeros(self(given), given.small("width", 0)));
        to.method(
                "string.removeprefix",
                "prefix",
                MarkerHandling.CONTENT,
                given -> without(self(given), given.text("prefix"), true));
        to.method(
                "string.removesuffix",
                "suffix",
                MarkerHandling.CONTENT,
                given -> without(self(given), given.text("suffix"), false));
        to.method(
                "string.partition",
                "sep",
                MarkerHandling.CONTENT,
                given -> partition(self(given), given.text("sep"), false));
        to.method(
                "string.rpartition",
                "sep",
                MarkerHandling.CONTENT,
                given -> partition(self(given), given.text("sep"), true));
    }

    private static void searches(Registry.Builder to) {
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
        to.method("string.index", "sub", MarkerHandling.CONTENT, given -> index(found(given)));
        to.method("string.count", "sub", MarkerHandling.CONTENT, given -> count(self(given), given.text("sub")));
        to.method("string.isdigit", "", MarkerHandling.CONTENT, given -> isAll(self(given), Character::isDigit));
        to.method("string.isnumeric", "", MarkerHandling.CONTENT, given -> isAll(self(given), Character::isDigit));
        to.method("string.isalpha", "", MarkerHandling.CONTENT, given -> isAll(self(given), Character::isLetter));
        to.method("string.isalnum", "", MarkerHandling.CONTENT, given -> isAll(self(given), Methods::isLetterOrNumber));
        to.method("string.islower", "", MarkerHandling.CONTENT, given -> cased(self(given), Case.lower(self(given))));
        to.method("string.isupper", "", MarkerHandling.CONTENT, given -> cased(self(given), Case.upper(self(given))));
        to.method(
                "string.isspace",
                "",
                MarkerHandling.CONTENT,
                given -> !self(given).isEmpty() && self(given).isBlank());
    }

    private static void mappings(Registry.Builder to) {
        to.method(
                "mapping.keys",
                "",
                MarkerHandling.SHAPE,
                given -> new FreshList(map(given).keySet()));
        to.method(
                "mapping.values",
                "",
                MarkerHandling.SHAPE,
                given -> new FreshList(map(given).values()));
        to.method("mapping.items", "", MarkerHandling.SHAPE, given -> MapFilters.entries(map(given)));
        to.method("mapping.get", "key default?", MarkerHandling.SHAPE, Methods::get);
        to.method("mapping.copy", "", MarkerHandling.SHAPE, given -> new FreshMap(map(given)));
        to.method("mapping.update", "other? **", MarkerHandling.SHAPE, Methods::update);
        to.method("mapping.setdefault", "key default?", MarkerHandling.SHAPE, given -> {
            FreshMap map = changeableMap(given);
            return map.computeIfAbsent(Data.key(given.get("key")), any -> given.get("default"));
        });
        to.method(
                "mapping.pop",
                "key default?",
                MarkerHandling.SHAPE,
                given -> changeableMap(given).remove(Data.key(given.get("key"))));
    }

    private static void lists(Registry.Builder to) {
        to.method(
                "list.append",
                "item",
                MarkerHandling.SHAPE,
                given -> changed(given, list -> list.add(given.get("item"))));
        to.method(
                "list.extend",
                "items",
                MarkerHandling.SHAPE,
                given -> changed(given, list -> list.addAll(given.items("items"))));
        to.method(
                "list.insert",
                "index item",
                MarkerHandling.SHAPE,
                given -> changed(
                        given,
                        list -> list.add(
                                Math.clamp(
                                        given.whole("index", 0) + (given.whole("index", 0) < 0 ? list.size() : 0),
                                        0,
                                        list.size()),
                                given.get("item"))));
        to.method("list.pop", "index?", MarkerHandling.SHAPE, Methods::pop);
        to.method("list.copy", "", MarkerHandling.SHAPE, given -> new FreshList(given.items("self")));
        to.method(
                "list.index",
                "item",
                MarkerHandling.CONTENT,
                given -> index((long) position(given.items("self"), given.get("item"))));
        to.method(
                "list.count",
                "item",
                MarkerHandling.CONTENT,
                given -> given.items("self").stream()
                        .filter(item -> Order.same(item, given.get("item")))
                        .count());
    }

    private static String titled(String text) {
        StringBuilder out = new StringBuilder();
        boolean start = true;
        for (char c : text.toCharArray()) {
            out.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
            start = !Character.isLetter(c);
        }
        return out.toString();
    }

    private static String swapped(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }
        return out.toString();
    }

    private static FreshList lines(String text, boolean keepEnds) {
        FreshList lines = new FreshList();
        int start = 0;
        while (start < text.length()) {
            int found = text.indexOf('\n', start);
            int next = found < 0 ? text.length() : found + 1;
            int end = found < 0 ? next : found > start && text.charAt(found - 1) == '\r' ? found - 1 : found;
            lines.add(text.substring(start, keepEnds ? next : end));
            start = next;
        }
        return lines;
    }

    private static String joined(String separator, List<@Nullable Object> items) {
        StringBuilder out = new StringBuilder();
        String between = "";
        for (Object item : items) {
            out.append(between).append(TextFilters.string(item));
            between = separator;
            Bounds.checkText(out.length());
        }
        return out.toString();
    }

    private static String fill(Given given) {
        int missing = Math.max(0, given.small("width", 0) - self(given).length());
        String with = given.text("fillchar", " ");
        Bounds.checkText((long) missing * with.length());
        if (with.codePointCount(0, with.length()) != 1) {
            throw Failure.arguments("'fillchar' must be one character.");
        }
        return with.repeat(missing);
    }

    private static String zeros(String text, int width) {
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        Bounds.checkText(width);
        return text.substring(0, sign) + "0".repeat(Math.max(0, width - text.length())) + text.substring(sign);
    }

    private static String without(String text, String part, boolean atStart) {
        if (atStart) {
            return text.startsWith(part) ? text.substring(part.length()) : text;
        }
        return text.endsWith(part) ? text.substring(0, text.length() - part.length()) : text;
    }

    private static FreshList partition(String text, String separator, boolean last) {
        if (separator.isEmpty()) {
            throw Failure.value("A string cannot be split at an empty separator.");
        }
        int at = last ? TextSearch.findLast(text, separator, text.length()) : TextSearch.find(text, separator, 0);
        if (at < 0) {
            return last ? FreshList.of("", "", text) : FreshList.of(text, "", "");
        }
        return FreshList.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    private static boolean anyOf(@Nullable Object parts, java.util.function.Predicate<String> holds) {
        List<@Nullable Object> all = parts instanceof List<?> list ? new FreshList(list) : FreshList.of(parts);
        return all.stream().anyMatch(part -> holds.test(TextFilters.string(part)));
    }

    private static boolean isAll(String text, java.util.function.IntPredicate kind) {
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

    private static Object index(long found) {
        if (found < 0) {
            throw Failure.value("The list does not contain it, so it has no index.");
        }
        return found;
    }

    private static Object count(String text, String part) {
        return part.isEmpty()
                ? text.length() + 1L
                : (long) Strings.split(text, part, -1).size() - 1;
    }

    private static boolean cased(String text, String wanted) {
        return text.chars().anyMatch(Character::isLetter) && text.equals(wanted);
    }

    private static Map<?, ?> map(Given given) {
        return MapFilters.map(given.get("self"));
    }

    private static @Nullable Object get(Given given) {
        Object key = given.get("key");
        Object name = key == null ? "None" : Data.key(key);
        Map<?, ?> map = map(given);
        Object value = map.get(name);
        return value != null || map.containsKey(name) ? value : given.get("default");
    }

    private static FreshMap changeableMap(Given given) {
        if (given.get("self") instanceof FreshMap map) {
            return map;
        }
        throw Failure.value("A variable cannot be changed; make a new mapping by the filter 'combine'.");
    }

    private static @Nullable Object update(Given given) {
        FreshMap map = changeableMap(given);
        if (given.get("other") != null) {
            MapFilters.map(given.get("other")).forEach((key, value) -> map.put(Data.key(key), value));
        }
        map.putAll(given.others());
        return null;
    }

    private static @Nullable Object changed(Given given, java.util.function.Consumer<FreshList> change) {
        change.accept(changeable(given));
        Bounds.checkList(changeable(given).size());
        return null;
    }

    private static FreshList changeable(Given given) {
        if (given.get("self") instanceof FreshList list) {
            return list;
        }
        throw Failure.value("A variable cannot be changed; make a new list by '+'.");
    }

    private static @Nullable Object pop(Given given) {
        FreshList list = changeable(given);
        long index = given.whole("index", -1);
        long at = index < 0 ? index + list.size() : index;
        if (at < 0 || at >= list.size()) {
            throw Failure.value("The list has " + list.size() + " items, none at " + index + ".");
        }
        return list.remove((int) at);
    }

    private static int position(List<@Nullable Object> items, @Nullable Object wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (Order.same(items.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }
}
