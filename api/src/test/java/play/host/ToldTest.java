package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.value.Bytes;

class ToldTest {
    private static final Shape GROUP = Shape.of(":", "name:password:gid:members");

    record Count(long number, String rest) implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** Reads lines in the shape of groups, one for each key. */
    record Counts(boolean secret) implements StateFamily<Count> {
        @Override
        public String name() {
            return "count";
        }

        @Override
        public Class<Count> type() {
            return Count.class;
        }

        @Override
        public Script read(List<StateKey<Count>> keys) {
            return Script.of("true");
        }

        @Override
        public Told<Count> told(List<StateKey<Count>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("the counts cannot be read");
            List<String> lines = result.lines();
            return (index, id) -> {
                if (index >= lines.size()) {
                    throw result.unknown("nobody counts " + id);
                }
                Fields fields = GROUP.read(lines.get(index));
                return new Count(fields.number("gid"), fields.text("members"));
            };
        }
    }

    private static Observed<Count> one(boolean secret, int code, String out, String err) {
        StateKey<Count> key = new Counts(secret).key("x");
        Map<StateKey<Count>, Observed<Count>> states =
                key.family().parse(List.of(key), new ScriptResult(code, Bytes.of(out), Bytes.of(err)));
        assertEquals(1, states.size());
        return states.getOrDefault(key, new Observed.Unknown<>("missing"));
    }

    private static String reason(String out) {
        return one(false, 0, out, "") instanceof Observed.Unknown<Count>(String reason) ? reason : "known";
    }

    @Test
    void theLastFieldKeepsSeparatorsOfItsOwn() {
        assertEquals(Observed.read(new Count(7, "a:b")), one(false, 0, "wheel:x:7:a:b\n", ""));
    }

    @Test
    void anOddAnswerIsQuotedBesideWhatWasExpected() {
        assertEquals(
                "the host's answer about count x cannot be read: expected 'name:password:gid:members', got 'wheel x 7'",
                reason("wheel x 7\n"));
        assertEquals(
                "the host's answer about count x cannot be read: expected a number as gid in"
                        + " 'name:password:gid:members', got 'wheel:x:many:'",
                reason("wheel:x:many:\n"));
        assertEquals(
                "the host's answer about count x cannot be read: expected 'name:password:gid:members', got nothing",
                reason("\n"));
    }

    @Test
    void anOddAnswerIsCutAndMadePrintable() {
        assertEquals(
                "the host's answer about count x cannot be read: expected 'name:password:gid:members', got '\\x1b[2J"
                        + "o".repeat(116) + "… (304 characters)'",
                reason("\u001b[2J" + "o".repeat(300) + "\n"));
    }

    @Test
    void endlessWordsOfAHostAreCut() {
        Observed<Count> seen = one(false, 1, "", "no ".repeat(100_000));
        assertTrue(
                seen instanceof Observed.Unknown<Count>(String reason)
                        && reason.startsWith("the counts cannot be read: no no")
                        && reason.endsWith("… (300026 characters)")
                        && reason.length() < 10_100,
                seen::toString);
    }

    @Test
    void timesAreThoseOfClocks() throws UnknownStateException {
        Fields fields = Shape.of(" ", "now never").read("1700000000 99999999999999999");
        assertEquals(Instant.parse("2023-11-14T22:13:20Z"), fields.time("now"));
        assertThrows(UnknownStateException.class, () -> fields.time("never"));
    }

    @Test
    void anAnswerThatMayBeSecretIsNotQuoted() {
        assertEquals(
                new Observed.Unknown<>("the host's answer about count x cannot be read: expected"
                        + " 'name:password:gid:members', got something else, which may be secret"),
                one(true, 0, "hunter2\n", ""));
    }

    @Test
    void oneOddAnswerLeavesTheOthersKnown() {
        Counts family = new Counts(false);
        List<StateKey<Count>> keys = List.of(family.key("x"), family.key("y"), family.key("z"));
        Map<StateKey<Count>, Observed<Count>> states =
                family.parse(keys, new ScriptResult(0, Bytes.of("odd\na:x:2:\n"), Bytes.of("gone\n")));
        assertEquals(Observed.read(new Count(2, "")), states.get(family.key("y")));
        assertEquals(new Observed.Unknown<>("nobody counts z: gone"), states.get(family.key("z")));
        assertEquals(keys, List.copyOf(states.keySet()));
    }

    @Test
    void aFailureHasTheWordsOfTheHostOrItsExitCode() {
        assertEquals(
                new Observed.Unknown<>("the counts cannot be read: no right"), one(false, 1, "a:b:3:\n", "no right\n"));
        assertEquals(new Observed.Unknown<>("the counts cannot be read: exit code 3"), one(false, 3, "", ""));
    }

    private static Parts parts(String out) {
        return Parts.of(new ScriptResult(0, Bytes.of(out), Bytes.EMPTY));
    }

    @Test
    void partsAreTakenOneAfterTheOther() throws UnknownStateException {
        Parts parts = parts("a\0b\0\0one\0two\0three\0cut");
        assertEquals(List.of("a", "b"), parts.list("names"));
        Parts some = parts.some(1);
        assertEquals("one", some.next("a name"));
        assertThrows(UnknownStateException.class, () -> some.next("a name"));
        assertEquals("three", parts.next(Shape.ofParts("first second")).text("second"));
        assertThrows(UnknownStateException.class, () -> parts.next("what was cut off"));
    }

    @Test
    void partsThatAreTooFewAreOdd() {
        assertThrows(UnknownStateException.class, () -> parts("a\0b\0c\0").all(Shape.ofParts("first second")));
        assertThrows(UnknownStateException.class, () -> parts("a\0b\0").list("names"));
        assertThrows(UnknownStateException.class, () -> parts("a\0").some(2));
        assertThrows(UnknownStateException.class, () -> parts("a\0").some(-1));
    }

    @Test
    void placesOutsideOfAListAreOdd() throws UnknownStateException {
        Fields fields = Shape.of(" ", "low high").read("-1 2");
        assertThrows(UnknownStateException.class, () -> fields.index("low", 2));
        assertThrows(UnknownStateException.class, () -> fields.index("high", 2));
        assertEquals(2, fields.index("high", 3));
    }

    @Test
    void textThatIsNoBase64IsOdd() throws UnknownStateException {
        assertThrows(UnknownStateException.class, () -> Base64Text.decoded("a-b"));
        assertEquals(Bytes.of("hi"), Base64Text.decoded("aGk="));
    }
}
