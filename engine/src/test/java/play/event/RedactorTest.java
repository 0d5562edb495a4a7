package play.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.diag.Diagnostic;
import play.diag.PlainDiagnostic;
import play.source.SourceFile;
import play.source.Span;
import play.value.Secret;

class RedactorTest {
    private static final TaskRef TASK = new TaskRef("0/tasks/0", "write", "copy", "", false, Optional.empty());

    private final Redactor redactor = new Redactor();

    @Test
    void masksASecretAndItsBase64FormAnywhereInAnEvent() {
        redactor.learn(Map.of("deep", List.of(new Secret("hunter2!"))));
        String encoded = Base64.getEncoder().encodeToString("hunter2!".getBytes(StandardCharsets.UTF_8));
        TaskRef task = new TaskRef("0/tasks/0", "login hunter2!", "command", "", false, Optional.empty());

        RunEvent event = redactor.finish(new RunEvent.TaskFinished(
                        task,
                        "h",
                        Optional.empty(),
                        false,
                        new Outcome.Failed("said hunter2!"),
                        Map.of("stdout", "x " + encoded),
                        1))
                .event();

        assertFalse(event.toString().contains("hunter2!"), event.toString());
        assertFalse(event.toString().contains(encoded), event.toString());
    }

    @Test
    void masksLongerSecretsFirst() {
        redactor.learnText("pass");
        redactor.learnText("password-of-root");

        assertEquals("*** and ***", redactor.redact("password-of-root and pass"));
    }

    @Test
    void leavesVeryShortTextsAlone() {
        redactor.learnText("no");

        assertEquals("nothing", redactor.redact("nothing"));
    }

    private static final String TRICKY = "it's a \"S3cret\" & 100% $HOME/ümläut";

    static Stream<String> forms() {
        byte[] bytes = TRICKY.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                TRICKY,
                "'" + TRICKY.replace("'", "'\"'\"'") + "'",
                "'" + TRICKY.replace("'", "'\\''") + "'",
                "\"it's a \\\"S3cret\\\" & 100% \\$HOME/ümläut\"",
                "{\"it's a \\\"S3cret\\\" & 100% $HOME/ümläut\": 1}",
                "{\"k\": \"it's a \\\"S3cret\\\" & 100% $HOME/\\u00fcml\\u00e4ut\"}",
                "https://h/?q=it%27s+a+%22S3cret%22+%26+100%25+%24HOME%2F%C3%BCml%C3%A4ut",
                "https://h/?q=it%27s%20a%20%22S3cret%22%20%26%20100%25%20%24HOME/%c3%bcml%c3%a4ut",
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("u:" + TRICKY).getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("u" + TRICKY + "\n").getBytes(StandardCharsets.UTF_8)),
                Base64.getMimeEncoder(20, "\n".getBytes(StandardCharsets.UTF_8)).encodeToString(bytes),
                TRICKY.replaceAll("(.{7})", "$1\n    "));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void masksASecretHoweverItIsQuotedEncodedOrCut(String form) {
        redactor.learnText(TRICKY);

        String redacted = redactor.redact("before " + form + " after");

        assertTrue(redacted.startsWith("before ") && redacted.endsWith(" after"), redacted);
        assertTrue(redacted.contains("***"), redacted);
        assertTrue(redacted.replaceAll("[*\\n]", "").length() < 30, redacted);
    }

    @Test
    void masksASecretThatIsQuotedForSql() {
        redactor.learnText("it's a back\\slash");

        assertEquals("E'***' and '***'", redactor.redact("E'it''s a back\\\\slash' and 'it''s a back\\slash'"));
    }

    @Test
    void masksKeysNumbersAndWhatIsSpreadOverLines() {
        redactor.learn(new Secret(List.of("planted-secret-of-2-lines", 48151623L)));

        RunEvent event = redactor.finish(new RunEvent.TaskFinished(
                        new TaskRef("0/tasks/0", "t", "command", "", false, Optional.empty()),
                        "planted-secret-of-2-lines",
                        Optional.empty(),
                        false,
                        new Outcome.Ok(),
                        Map.of(
                                "map",
                                Map.of("planted-secret-of-2-lines", 48151623L),
                                "lines",
                                List.of("x planted-sec", "ret-of-2-lines y", "z")),
                        1))
                .event();

        RunEvent.TaskFinished finished = (RunEvent.TaskFinished) event;
        assertEquals(Map.of("map", Map.of("***", "***"), "lines", List.of("x ***", "*** y", "z")), finished.result());
        assertEquals("planted-secret-of-2-lines", finished.host());
    }

    @Test
    void masksLongerLinesOfASecretWithSeveral() {
        redactor.learnText("user=root\npassword=hunter2-x\n-----BEGIN PRIVATE KEY-----\n");

        assertEquals(
                "a ***\nuser=root\n-----BEGIN PRIVATE KEY-----",
                redactor.redact("a password=hunter2-x\nuser=root\n-----BEGIN PRIVATE KEY-----"));
    }

    @Test
    void masksWhatOverlaps() {
        redactor.learnText("abcdefgh");
        redactor.learnText("efghijkl");

        assertEquals("<***>", redactor.redact("<abcdefghijkl>"));
    }

    @Test
    void masksTheShortTextBesideOneThatIsTooLongToBeShown() {
        redactor.learnText("hunter2!");
        StateChange.Text text = new StateChange.Text("x".repeat(PlainEvent.LONGEST_TEXT + 1), "password hunter2!\n");
        StateChange change = new StateChange("file", "/etc/conf", List.of(), Optional.of(text));

        RunEvent event =
                redactor.finish(new RunEvent.ForeseenDiffers("h", TASK, change)).event();

        assertTrue(event.toString().contains("password ***"), event.toString());
    }

    @Test
    void masksWhatIsLeftOfASecretAtACut() {
        Redactor redactor = new Redactor();
        redactor.learnText("s3cr3t-0123456789");
        redactor.learnText("another");
        assertEquals("it is ***… (99 characters)", redactor.redact("it is s3cr3t-012… (99 characters)"));
        assertEquals("it is *** … *** then", redactor.redact("it is s3cr3t-0 … 456789 then"));
        assertEquals("… *** and ***", redactor.redact("… t-0123456789 and another"));
        assertEquals("***…", redactor.redact("anoth…"));
        assertEquals("s3cr3t-012, 456789", redactor.redact("s3cr3t-012, 456789"), "nothing is cut");
    }

    @Test
    void showsNoPartOfASecretWhereALongTextIsCut() {
        String secret = "S3cret".repeat(20_000);
        redactor.learnText(secret);

        RunEvent.Warning event = (RunEvent.Warning)
                redactor.finish(new RunEvent.Warning((secret + "-").repeat(20))).event();

        assertFalse(event.text().contains("S3cret"), "a part of the secret is shown");
    }

    /** Lines of files and words of hosts are in events as data, and masked as any text; numbers of an event stay. */
    @Test
    void masksCauses() {
        redactor.learnText("planted-in-a-cause");
        redactor.learnText("123456");
        SourceFile file = new SourceFile("site.yml", "password: planted-in-a-cause\n");
        Diagnostic diagnostic = Diagnostic.error("code", "Summary", "It is planted-in-a-cause.", new Span(file, 0, 8))
                .note("see planted-in-a-cause", new Span(file, 10, 20));
        PlainDiagnostic plain = PlainDiagnostic.of(diagnostic);
        String said = "said planted-in-a-cause\n";
        for (Cause cause : List.of(
                new Cause.Problem(plain),
                new Cause.Parameters(List.of(new Cause.Parameters.Fault("src", said, List.of(plain)))),
                new Cause.Command(said, said, 1, said, said),
                new Cause.Retried(2, new Cause.Condition(Cause.Condition.Keyword.UNTIL, said, said, said)))) {
            RunEvent.TaskFinished finished = (RunEvent.TaskFinished) redactor.finish(new RunEvent.TaskFinished(
                            TASK, "h", Optional.empty(), false, new Outcome.Failed(cause), Map.of(), 123456))
                    .event();
            assertFalse(finished.toString().contains("planted-in-a-cause"), finished::toString);
            assertTrue(finished.toString().contains("***"), finished::toString);
            assertEquals(123456, finished.millis());
        }
    }
}
