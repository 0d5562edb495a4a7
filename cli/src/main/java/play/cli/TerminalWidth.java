package play.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jline.utils.Signals;

/** The width of the terminal of standard input, in columns: asked for when it is needed, and when it has changed. */
final class TerminalWidth implements IntSupplier {
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Known known = new Known(-1, Terminal.PLAIN_WIDTH);

    /** @param change after how many changes it was asked for: one may come while it is */
    private record Known(int change, int columns) {}

    TerminalWidth() {
        Signals.register("WINCH", changes::incrementAndGet);
    }

    @Override
    public int getAsInt() {
        int change = changes.get();
        Known latest = known;
        if (latest.change() != change) {
            latest = new Known(change, asked());
            known = latest;
        }
        return latest.columns();
    }

    /** {@code stty size} says rows and columns; 0 where the terminal does not know. */
    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return said.matches("[0-9]{1,5} [1-9][0-9]{0,4}")
                    ? Integer.parseInt(said.substring(said.indexOf(' ') + 1))
                    : Terminal.PLAIN_WIDTH;
        } catch (IOException e) {
            return Terminal.PLAIN_WIDTH;
        }
    }
}
