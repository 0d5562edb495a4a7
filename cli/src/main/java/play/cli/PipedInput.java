package play.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.console.Line;

/** Lines of standard input where nobody types: no prompt, no history. */
final class PipedInput implements ConsoleInput {
    private final BufferedReader reader;

    PipedInput(BufferedReader reader) {
        this.reader = reader;
    }

    @Override
    public Optional<String> next(String prompt) throws UsageException {
        StringBuilder text = new StringBuilder();
        try {
            @Nullable String line = reader.readLine();
            if (line == null) {
                return Optional.empty();
            }
            text.append(line);
            while (!Line.isWhole(text.toString())) {
                String further = reader.readLine();
                if (further == null) {
                    break;
                }
                text.append('\n').append(further);
            }
        } catch (IOException e) {
            throw new UsageException("standard input cannot be read: " + e.getMessage());
        }
        return Optional.of(text.toString());
    }
}
