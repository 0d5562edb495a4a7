package play.expression.data;

/**
 * How often a regular expression may match nothing at one place before it looks at a char: {@code (|){40}} in 2^40
 * ways. A matcher counts the chars that are looked at, and would not see this work. Read from Java's notation, roughly:
 * what is no regular expression has some burden too.
 */
final class RegexBurden {
    private static final long ENDLESS = 1L << 40;

    private final String pattern;
    private int at;
    private long most = 1;

    private RegexBurden(String pattern) {
        this.pattern = pattern;
    }

    /** 1 for nearly all that anybody writes. */
    static long of(String pattern) {
        RegexBurden burden = new RegexBurden(pattern);
        while (burden.at < pattern.length()) {
            burden.alternatives();
            burden.at++;
        }
        return burden.most;
    }

    /** In how many ways the alternatives up to the end of the group match nothing; 0 when they can't. */
    private long alternatives() {
        long ways = sequence();
        while (is('|')) {
            at++;
            ways = counted(ways + sequence());
        }
        return ways;
    }

    private long sequence() {
        long ways = 1;
        long before = 1;
        while (at < pattern.length() && !is('|') && !is(')')) {
            long one = quantified(atom());
            before = counted(before * Math.max(1, one));
            ways = counted(ways * one);
        }
        return ways;
    }

    private long counted(long ways) {
        long bounded = Math.min(ways, ENDLESS);
        most = Math.max(most, bounded);
        return bounded;
    }

    private boolean is(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }

    private long atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> {
                characterClass();
                yield 0;
            }
            case '\\' -> at < pattern.length() && "bBAzZG123456789k".indexOf(pattern.charAt(at++)) >= 0 ? 1 : 0;
            case '^', '$' -> 1;
            default -> 0;
        };
    }

    private long group() {
        boolean atMostOnce = false;
        if (is('?')) {
            int open = at + 1;
            String kind = pattern.substring(open, Math.min(open + 2, pattern.length()));
            atMostOnce = kind.startsWith("=")
                    || kind.startsWith("!")
                    || kind.startsWith(">")
                    || "<=".equals(kind)
                    || "<!".equals(kind);
            at = open + (kind.startsWith("<=") || kind.startsWith("<!") ? 2 : 1);
        }
        boolean looks = atMostOnce && pattern.charAt(at - 1) != '>';
        long ways = alternatives();
        at++;
        return looks ? 1 : atMostOnce ? Math.min(1, ways) : ways;
    }

    private void characterClass() {
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private long quantified(long ways) {
        if (is('?') || is('*')) {
            at++;
            return mode(counted(ways + 1));
        }
        if (is('+')) {
            at++;
            return mode(counted(ways * (ways + 1)));
        }
        if (!is('{')) {
            return ways;
        }
        int close = Math.max(at, pattern.indexOf('}', at));
        String[] bounds = pattern.substring(at + 1, Math.max(at + 1, close)).split(",", 2);
        at = Math.max(at + 1, close + 1);
        return mode(repeated(ways, bounds[0]));
    }

    private long repeated(long ways, String least) {
        long times = least.matches("\\d{1,9}") ? Long.parseLong(least) : 0;
        if (ways == 0) {
            return times == 0 ? 1 : 0;
        }
        counted(times);
        double all = Math.pow(ways, times) * (ways + 1);
        return counted(all > ENDLESS ? ENDLESS : (long) all);
    }

    /** Lazy or possessive: the second goes only one way. */
    private long mode(long ways) {
        if (is('?')) {
            at++;
        } else if (is('+')) {
            at++;
            return Math.min(1, ways);
        }
        return ways;
    }
}
