package play.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The person at the terminal, who types what is asked for. */
final class Keyboard implements Questioner {
    /** How often somebody is looked after who may not type at all, in milliseconds. */
    private static final long PACE = 50;

    private final InputStream input;
    private final boolean interruptible;

    /** @param input that of the terminal, or what is piped in */
    Keyboard(InputStream input) {
        this(input, false);
    }

    private Keyboard(InputStream input, boolean interruptible) {
        this.input = input;
        this.interruptible = interruptible;
    }

    /** One that stops asking when its thread is interrupted. */
    static Keyboard interruptible() {
        return new Keyboard(System.in, true);
    }

    static Keyboard standard() {
        return new Keyboard(System.in);
    }

    @Override
    public boolean isThere() throws InterruptedException {
        return succeeds("test", "-t", "0");
    }

    /** On the terminal of standard input, whatever becomes of the output; an interruption leaves it as it was. */
    @Override
    public String ask(String question, boolean hidden) throws UsageException, InterruptedException {
        if (!hidden) {
            return prompted(question);
        }
        Thread visible = new Thread(Keyboard::show, "show what is typed");
        Runtime.getRuntime().addShutdownHook(visible);
        succeeds("stty", "-echo");
        try {
            return prompted(question);
        } finally {
            Runtime.getRuntime().removeShutdownHook(visible);
            show();
        }
    }

    private String prompted(String question) throws UsageException, InterruptedException {
        System.err.print(question);
        System.err.flush();
        return piped(question);
    }

    private static void show() {
        try {
            succeeds("stty", "echo");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println();
    }

    /** Whether a program that deals with standard input says yes. */
    private static boolean succeeds(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A password: typed, or where there is no terminal the next line of what is piped in. */
    String password(String question) throws UsageException, InterruptedException {
        return isThere() ? ask(question, true) : piped(question);
    }

    /** Byte by byte, so that the line after it is left to whoever asks next. */
    String piped(String question) throws UsageException, InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            while (interruptible && input.available() == 0) {
                Thread.sleep(PACE);
            }
            int next = input.read();
            if (next < 0) {
                throw new UsageException("'" + question.strip() + "' was not answered: standard input has ended");
            }
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = input.read();
            }
        } catch (IOException e) {
            throw new UsageException(
                    "'" + question.strip() + "' was not answered: standard input cannot be read: " + e.getMessage());
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
