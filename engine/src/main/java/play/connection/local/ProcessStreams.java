package play.connection.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import play.connection.transport.HostProcess;

/** A process of this machine. */
public record ProcessStreams(Process process) implements HostProcess {
    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return process.getInputStream();
    }

    @Override
    public InputStream stderr() {
        return process.getErrorStream();
    }

    @Override
    public OptionalInt exitCode() throws InterruptedException {
        return process.waitFor(2, TimeUnit.SECONDS) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    /** The end of its input ends it, once it has done what it is at; ending it now would hide what that was. */
    @Override
    public void close() {
        Thread.ofVirtual().start(() -> {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // it has ended already: nothing is left to tell it
            }
        });
    }
}
