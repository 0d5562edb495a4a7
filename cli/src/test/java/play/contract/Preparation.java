package play.contract;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What is done on a host before an example, by other modules.
 *
 * @param tasks a YAML list; empty where the example starts from a blank host
 * @param state the folder in which {@code play} keeps what it made for the host, such as authorities
 * @param runs what runs tasks on the host
 */
public record Preparation(String tasks, Path state, Runs runs) {
    /** Of an example that starts from a blank host. */
    public static final Preparation NONE = new Preparation("", Path.of(""), tasks -> {});

    /** Runs tasks on the host. */
    @FunctionalInterface
    public interface Runs {
        void run(String tasks) throws IOException, InterruptedException, Failed;
    }

    /** Tasks that should have prepared a host have failed. */
    public static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    public boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Does it, here and now. */
    public void run() throws IOException, InterruptedException, Failed {
        if (!isEmpty()) {
            runs.run(tasks);
        }
    }
}
