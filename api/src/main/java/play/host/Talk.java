package play.host;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;

/**
 * A program that runs on a host, its input and output at hand here byte for byte. Either may be used by a thread of its
 * own.
 */
public interface Talk extends AutoCloseable {
    /** What it reads. Bytes are on their way after a flush; closing it ends the program's input. */
    OutputStream input();

    /**
     * What it writes. It ends when the program does, or the connection; one that nobody reads holds the program back.
     */
    InputStream output();

    /** How it came to its end, to be asked once its output has ended. */
    Ending ending() throws InterruptedException;

    /** Ends its input and, where that does not end it, the program: after a few seconds at most nothing of it runs. */
    @Override
    void close();

    /**
     * How a program ended.
     *
     * @param exitCode empty where nobody tells: the connection is lost
     * @param words the last that it wrote to its standard error
     */
    record Ending(OptionalInt exitCode, String words) {}
}
