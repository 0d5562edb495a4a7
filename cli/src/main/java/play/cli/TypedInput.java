package play.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import play.console.Line;
import play.console.Offered;
import play.console.Vocabulary;

/**
 * Lines that somebody types at a terminal: edited, completed, and kept for the next time but for what may be secret.
 */
final class TypedInput implements ConsoleInput {
    private static final String MORE = "%P  > ";

    private final org.jline.terminal.Terminal terminal;
    private final LineReader reader;

    private TypedInput(org.jline.terminal.Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
    }

    /** @param history a file, which is made for the user alone where it is not there */
    static TypedInput open(Vocabulary words, Path history) throws UsageException {
        try {
            if (Files.notExists(history)) {
                Files.createFile(
                        history, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            org.jline.terminal.Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .nativeSignals(true)
                    .signalHandler(SignalHandler.SIG_IGN)
                    .build();
            return new TypedInput(terminal, reader(terminal, words, history));
        } catch (IOException e) {
            throw new UsageException("the terminal cannot be used for typing: " + e.getMessage());
        }
    }

    static LineReader reader(org.jline.terminal.Terminal terminal, Vocabulary words, Path history) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("play")
                .parser(new Whole())
                .history(new Discreet(words))
                .completer((reader, line, candidates) ->
                        complete(words, line.line().substring(0, line.cursor()), candidates))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
                .build();
    }

    private static void complete(Vocabulary words, String typed, List<Candidate> candidates) {
        for (Offered offered : words.offered(typed)) {
            candidates.add(new Candidate(
                    offered.text(),
                    offered.text(),
                    null,
                    offered.doc().isEmpty() ? null : offered.doc(),
                    null,
                    null,
                    offered.whole()));
        }
    }

    @Override
    public Optional<String> next(String prompt) {
        while (true) {
            try {
                return Optional.of(reader.readLine(prompt));
            } catch (UserInterruptException e) {
                // Ctrl-C drops what was typed.
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    /** Lines that cannot be kept for the next time are lost, which is said. */
    @Override
    public void close() {
        try {
            reader.getHistory().save();
        } catch (IOException e) {
            terminal.writer().println("play: what was typed is not kept for the next time: " + FileFault.why(e));
        }
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line that is not whole goes on in the next. Words are split at blanks, braces and commas, and nowhere else. */
    private static final class Whole implements Parser {
        private final DefaultParser words =
                new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && !Line.isWhole(line)) {
                throw new EOFError(-1, -1, "not whole");
            }
            if (context == ParseContext.COMPLETE) {
                return new Completed(line, cursor, Vocabulary.lastWord(line.substring(0, cursor)));
            }
            return words.parse(line, cursor, context);
        }
    }

    private record Completed(String line, int cursor, String word) implements ParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }
    }

    /** Forgets at once what may hold a secret. */
    private static final class Discreet extends DefaultHistory {
        private final Vocabulary words;

        private Discreet(Vocabulary words) {
            this.words = words;
        }

        /** What cannot be read, such as a file that a full disk has cut off, is no reason to type nothing. */
        @Override
        public void load() {
            try {
                super.load();
            } catch (IOException | UncheckedIOException e) {
                // Without what was typed before.
            }
        }

        @Override
        public void add(Instant time, String line) {
            if (!words.mayHoldSecret(line)) {
                super.add(time, line);
            }
        }
    }
}
