package play.modules.etcd;

import java.util.List;

/** Which keys a permission is for. */
sealed interface KeyRange {
    /** One key. */
    record One(String key) implements KeyRange {
        @Override
        public String toString() {
            return "key " + key;
        }
    }

    /** All keys that begin so. */
    record Prefix(String key) implements KeyRange {
        @Override
        public String toString() {
            return "prefix " + key;
        }
    }

    /** This key and all after it. */
    record From(String key) implements KeyRange {
        @Override
        public String toString() {
            return "from " + key;
        }
    }

    /** From a key up to, without, another. */
    record Between(String key, String end) implements KeyRange {
        @Override
        public String toString() {
            return "range " + key + " " + end;
        }
    }

    /** Of a permission as a server tells it: key and end of the range. */
    static KeyRange of(String key, String end) {
        if (end.isEmpty()) {
            return new One(key);
        }
        if (end.equals("\0")) {
            return new From(key.equals("\0") ? "" : key);
        }
        return end.equals(afterPrefix(key)) ? new Prefix(key) : new Between(key, end);
    }

    /** As {@link #toString} writes it. */
    static KeyRange parse(String text) {
        int blank = text.indexOf(' ');
        String key = text.substring(blank + 1);
        return switch (text.substring(0, blank)) {
            case "key" -> new One(key);
            case "prefix" -> new Prefix(key);
            case "from" -> new From(key);
            default -> new Between(key.substring(0, key.lastIndexOf(' ')), key.substring(key.lastIndexOf(' ') + 1));
        };
    }

    /** The words for etcdctl that mean it. */
    default List<String> words() {
        return switch (this) {
            case One(String key) -> List.of("--", key);
            case Prefix(String key) -> List.of("--prefix=true", "--", key);
            case From(String key) -> List.of("--from-key=true", "--", key);
            case Between(String key, String end) -> List.of("--", key, end);
        };
    }

    /** The first key after all that begin so, for keys of plain characters. */
    private static String afterPrefix(String key) {
        int last = key.length() - 1;
        return last < 0 ? "\0" : key.substring(0, last) + (char) (key.charAt(last) + 1);
    }
}
