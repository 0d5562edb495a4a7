package play.converge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import play.value.Bytes;

/** What hosts should not print. */
final class OddOutput {
    private static final List<String> JUNK = List.of(
            "",
            " ",
            "\t",
            "\r",
            "\0",
            "\u00e9\uFFFD",
            "-1",
            "0",
            "1",
            "7",
            "99999999999999999999",
            "1.5",
            "1e999",
            "0x1f",
            "null",
            "true",
            "[]",
            "{}",
            "{\"a\":",
            "\"",
            "'",
            "\\",
            "=",
            ":",
            "/",
            "..",
            "%",
            "*",
            "2026-13-45T99:99:99Z",
            "81a4",
            "ffffffffff",
            "a b c d e f g h i j k l m",
            FamilyFuzzTest.SECTION + "0\n",
            FamilyFuzzTest.SECTION + "0\n{}",
            FamilyFuzzTest.SECTION + "1\n",
            FamilyFuzzTest.SECTION + "\n",
            FamilyFuzzTest.SECRET,
            FamilyFuzzTest.SECRET,
            FamilyFuzzTest.SECRET);

    private static final int MOST_FIELDS = 6;

    private final Random random;
    private final List<String> words;

    OddOutput(Random random, List<String> words, List<String> ids) {
        this.random = random;
        this.words = Stream.of(words, JUNK, JUNK, ids).flatMap(List::stream).toList();
    }

    Bytes next(int i) {
        byte[] bytes = switch (i % 8) {
            case 0, 1, 2 -> lines(" ").getBytes(StandardCharsets.UTF_8);
            case 3 -> lines(random.nextBoolean() ? "=" : "\t").getBytes(StandardCharsets.UTF_8);
            case 4, 5 ->
                (random.nextBoolean() ? json(0) : json(0) + "\n" + lines(" ") + json(1))
                        .getBytes(StandardCharsets.UTF_8);
            case 6 -> String.join("\0", words(12)).getBytes(StandardCharsets.UTF_8);
            default -> binary();
        };
        return Bytes.of(random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes);
    }

    /** Each odd word as the whole answer for every id, or as each of its fields. */
    static Stream<Bytes> alone(int ids) {
        return JUNK.stream()
                .distinct()
                .flatMap(word -> Stream.of("\0", "\n")
                        .flatMap(end -> IntStream.rangeClosed(1, MOST_FIELDS)
                                .mapToObj(fields -> Bytes.of((word + end).repeat(fields * ids)))));
    }

    private String word() {
        return words.get(random.nextInt(words.size()));
    }

    private List<String> words(int most) {
        return IntStream.range(0, random.nextInt(most)).mapToObj(n -> word()).toList();
    }

    private String lines(String between) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(9); n >= 0; n--) {
            text.append(String.join(between, words(9))).append(random.nextInt(9) == 0 ? "" : "\n");
        }
        return text.toString();
    }

    private String json(int depth) {
        return switch (depth > 4 ? 0 : random.nextInt(5)) {
            case 0 ->
                List.of("null", "1", "-1", "\"x\"", "1e400", "99999999999999999999", "true", "\"\"", "{}", "[]")
                        .get(random.nextInt(10));
            case 1 -> "[" + json(depth + 1) + "," + json(depth + 1) + "]";
            default -> object(depth);
        };
    }

    private String object(int depth) {
        StringBuilder text = new StringBuilder("{");
        for (int n = random.nextInt(7); n >= 0; n--) {
            text.append('"')
                    .append(word().replaceAll("[\\\\\"\\p{Cntrl}]", ""))
                    .append("\":")
                    .append(json(depth + 1))
                    .append(n == 0 ? "" : ",");
        }
        return text.append('}').toString();
    }

    private byte[] binary() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }
}
