package play.inventory;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.diag.TextFiles;
import play.source.Located;
import play.source.Span;

/** Chooses hosts: names, groups, {@code all}, globs, {@code ~regex}, several at once, with {@code &} and {@code !}. */
public final class HostPattern {
    private static final Pattern SUBSCRIPT = Pattern.compile("(.+)\\[(-?[0-9]{1,9})(?:([:-])(-?[0-9]{0,9}))?\\]");

    private static final String LEFT_OUT = "nothing runs where no host is meant; '--strict-hosts' makes it an error";

    /** One name, as in Ansible: no host is chosen by its port. */
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[.+\\]:[0-9]+|(?:[\\w.-]|\\[\\w+:\\w+(?::[0-9]+)?\\])++:[0-9]+");

    private final Inventory inventory;
    private final Problems problems;
    private final boolean strict;
    private final ExpectedNames expected;

    /**
     * @param strict whether a name that the inventory does not have is an error, also where it is like no other: groups
     *     may be made in the run, or be meant for other inventories
     */
    public HostPattern(Inventory inventory, Problems problems, boolean strict) {
        this(inventory, problems, strict, ExpectedNames.NONE);
    }

    /** @param expected of these nothing is said */
    public HostPattern(Inventory inventory, Problems problems, boolean strict, ExpectedNames expected) {
        this.expected = expected;
        this.inventory = inventory;
        this.problems = problems;
        this.strict = strict;
    }

    /** A piece of a pattern: what it starts with, the rest of it, where it stands. */
    private record Term(char sign, String text, Span span) {}

    /**
     * The hosts a pattern means, in the order of its terms and of the inventory; names that mean nothing are reported.
     */
    public List<String> hosts(Located<String> pattern) {
        return hosts(List.of(pattern));
    }

    /** Several patterns, taken together as if joined by commas. */
    public List<String> hosts(List<Located<String>> patterns) {
        return chosen(
                patterns.stream().flatMap(pattern -> terms(pattern).stream()).toList());
    }

    private List<String> chosen(List<Term> terms) {
        Set<String> chosen = new LinkedHashSet<>();
        List<Term> additions = terms.stream().filter(term -> term.sign() == '+').toList();
        if (additions.isEmpty() && !terms.isEmpty()) {
            chosen.addAll(inventory.hostsOf(Group.ALL));
        }
        additions.forEach(term -> chosen.addAll(matched(term)));
        terms.stream().filter(term -> term.sign() == '&').forEach(term -> chosen.retainAll(matched(term)));
        terms.stream()
                .filter(term -> term.sign() == '!')
                .forEach(term -> matched(term).forEach(chosen::remove));
        return List.copyOf(chosen);
    }

    /** The hosts of {@code hosts} that a limit leaves: a pattern whose terms may also be {@code @file}, a line each. */
    public List<String> limited(List<String> hosts, Located<String> limit) {
        Set<String> left = new LinkedHashSet<>(
                chosen(terms(limit).stream().flatMap(this::withLines).toList()));
        return hosts.stream().filter(left::contains).toList();
    }

    private Stream<Term> withLines(Term file) {
        if (!file.text().startsWith("@")) {
            return Stream.of(file);
        }
        return TextFiles.read(file.text().substring(1), problems).stream()
                .flatMap(read -> read.text().lines())
                .filter(line -> !line.isBlank())
                .map(line -> term(line.strip(), file.span()));
    }

    /**
     * Terms stand between commas; a pattern without any is split at blanks and colons, unless it is an address, a name
     * with a port, or the name of a file.
     */
    private static List<Term> terms(Located<String> pattern) {
        String text = pattern.value().strip();
        boolean whole = text.startsWith("@")
                || isAddress(text)
                || WITH_PORT.matcher(text).matches();
        boolean commas = whole || text.contains(",");
        List<Term> terms = new ArrayList<>();
        int start = 0;
        for (int end : separators(pattern.value(), commas)) {
            String raw = pattern.value().substring(start, end);
            int at = start + raw.length() - raw.stripLeading().length();
            if (!raw.isBlank()) {
                terms.add(term(raw.strip(), part(pattern, at, at + raw.strip().length())));
            }
            start = end + 1;
        }
        return terms;
    }

    /**
     * Where terms end: a colon in brackets is of a range or a set, one in the parentheses of a regex is of the regex.
     */
    private static List<Integer> separators(String text, boolean commas) {
        List<Integer> ends = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += "[(".indexOf(c) >= 0 ? 1 : "])".indexOf(c) >= 0 ? -1 : 0;
            if (commas ? c == ',' : Character.isWhitespace(c) || (c == ':' && depth <= 0)) {
                ends.add(i);
                depth = 0;
            }
        }
        ends.add(text.length());
        return ends;
    }

    private static boolean isAddress(String text) {
        try {
            Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Term term(String text, Span span) {
        char first = text.charAt(0);
        boolean signed = (first == '!' || first == '&') && text.length() > 1;
        String name = signed ? text.substring(1).strip() : text;
        int sign = text.length() - name.length();
        boolean inside = span.end() - span.start() == text.length();
        return new Term(signed ? first : '+', name, inside ? span.file().span(span.start() + sign, span.end()) : span);
    }

    private static Span part(Located<String> pattern, int start, int end) {
        int inside = pattern.span().text().indexOf(pattern.value());
        Span span = pattern.span();
        return inside < 0 ? span : span.file().span(span.start() + inside + start, span.start() + inside + end);
    }

    private List<String> matched(Term term) {
        Matcher subscript = SUBSCRIPT.matcher(term.text());
        boolean named = inventory.groups().containsKey(term.text())
                || inventory.host(term.text()).isPresent();
        if (!named && !term.text().startsWith("~") && subscript.matches()) {
            return sliced(byName(new Term(term.sign(), subscript.group(1), term.span())), subscript, term);
        }
        return byName(term);
    }

    private List<String> sliced(List<String> hosts, Matcher subscript, Term term) {
        int size = hosts.size();
        int from = Integer.parseInt(subscript.group(2));
        int first = from < 0 ? size + from : from;
        if (subscript.group(3) == null && (first < 0 || first >= size)) {
            beyond(term, subscript.group(1), size);
            return List.of();
        }
        if (subscript.group(3) == null) {
            return List.of(hosts.get(first));
        }
        int to = subscript.group(4).isEmpty() ? size - 1 : Integer.parseInt(subscript.group(4));
        int last = Math.min(size - 1, to < 0 ? size + to : to);
        return first > last ? List.of() : hosts.subList(Math.max(0, first), last + 1);
    }

    private void beyond(Term term, String name, int size) {
        if (size > 0 && inventory.complete()) {
            problems.report(Diagnostic.error(
                    "host-pattern",
                    "Invalid host pattern",
                    "'%s' matches no host: '%s' has %d host%s, counted from 0."
                            .formatted(term.text(), name, size, size == 1 ? "" : "s"),
                    term.span()));
        }
    }

    private List<String> byName(Term term) {
        String text = term.text();
        if (text.equals("*")) {
            return inventory.hostsOf(Group.ALL);
        }
        boolean isRegex = text.startsWith("~");
        boolean isGlob = !isRegex && text.matches(".*[*?\\[].*");
        if (!isRegex && !isGlob) {
            return plain(term);
        }
        try {
            Pattern pattern = isRegex
                    ? Pattern.compile("(?:" + text.substring(1) + ").*", Pattern.DOTALL)
                    : Pattern.compile(glob(text));
            return matching(pattern, term);
        } catch (PatternSyntaxException e) {
            problems.report(Diagnostic.error(
                    "host-pattern",
                    "Invalid host pattern",
                    "'" + text + "' is not a regular expression: " + e.getDescription() + ".",
                    term.span()));
            return List.of();
        }
    }

    private List<String> plain(Term term) {
        String text = term.text();
        if (inventory.groups().containsKey(text)) {
            return inventory.hostsOf(text);
        }
        if (inventory.host(text).isPresent()) {
            return List.of(text);
        }
        if (inventory.complete() && !expected.has(text)) {
            unknown(term);
        }
        return List.of();
    }

    private void unknown(Term term) {
        String text = term.text();
        Set<String> known = new TreeSet<>(inventory.groups().keySet());
        known.addAll(inventory.hosts().keySet());
        known.addAll(expected.names());
        String hint = Suggestions.hint(text, known);
        Diagnostic error = Diagnostic.error(
                "unknown-host",
                "Unknown host or group",
                "The inventory has no host and no group '" + text + "'."
                        + (hint.isEmpty()
                                ? " It has the groups "
                                        + String.join(", ", inventory.groups().keySet()) + "."
                                : hint),
                term.span());
        problems.report(strict || !hint.isEmpty() ? error : error.asWarning(LEFT_OUT));
    }

    private List<String> matching(Pattern pattern, Term term) {
        Set<String> found = new LinkedHashSet<>();
        inventory.groups().keySet().stream()
                .filter(name -> pattern.matcher(name).matches())
                .forEach(name -> found.addAll(inventory.hostsOf(name)));
        inventory.hosts().keySet().stream()
                .filter(name -> pattern.matcher(name).matches())
                .forEach(found::add);
        if (found.isEmpty()) {
            problems.report(Diagnostic.warning(
                    "host-pattern",
                    "Host pattern matches no host",
                    "No host and no group matches '" + term.text() + "'.",
                    term.span()));
        }
        return List.copyOf(found);
    }

    private static String glob(String text) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int close = c == '[' ? text.indexOf(']', at + 2) : -1;
            if (close > 0) {
                String set = text.substring(at + 1, close).replace("\\", "\\\\");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                at = close;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            at++;
        }
        return regex.toString();
    }
}
