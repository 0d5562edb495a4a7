package play.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Names that files, users and units can have, and that programs which split what they read at blanks or lines get
 * wrong.
 */
public final class OddNames {
    private static final List<String> PIECES = List.of(
            " ",
            "  ",
            "\t",
            "\n",
            "\r",
            ":",
            "'",
            "\"",
            "\\",
            "\\n",
            "$(id)",
            "`",
            "*",
            "?",
            "[a]",
            "%s",
            "%",
            "=",
            "|",
            ";",
            "#",
            "~",
            "-",
            "--",
            "ä",
            "日",
            "\u0001",
            "\u001b[2J",
            "\u001e");

    private OddNames() {}

    /**
     * Names of at most 255 bytes without slashes: each oddity at the start, in the middle and at the end, and some
     * together.
     */
    public static List<String> all() {
        List<String> names = new ArrayList<>();
        for (String piece : PIECES) {
            names.add(piece + "a");
            names.add("a" + piece + "b");
            names.add("a" + piece);
        }
        names.add("x".repeat(255));
        names.add("total 0\nlink a\nsums\nfile 1 a");
        names.add(String.join("", PIECES.subList(0, 12)));
        IntStream.range(0, 40)
                .mapToObj(i -> PIECES.get(i * 7 % PIECES.size()) + i + PIECES.get(i * 11 % PIECES.size()))
                .forEach(names::add);
        return names.stream().distinct().toList();
    }
}
