package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A virtual environment with the ansible-core of PyPI that the Python of this machine can have; made once. */
public final class AnsibleVenv {
    private static final Path FOLDER = Path.of("target", "ansible").toAbsolutePath();

    private AnsibleVenv() {}

    /** Its folder. Of processes that run tests side by side one makes it, and the other waits. */
    public static synchronized Path folder() throws IOException, InterruptedException {
        Path lock = FOLDER.resolveSibling("ansible.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!Files.exists(FOLDER.resolve("bin/ansible-playbook"))) {
                run("python3", "-m", "venv", "--clear", FOLDER.toString());
                run(FOLDER.resolve("bin/pip").toString(), "install", "--quiet", "ansible-core>=2.19");
            }
        }
        return FOLDER;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        said(0, Map.of(), List.of(command));
    }

    /** Runs Ansible's program, which must end with this code; what it prints. */
    public static String playbook(int code, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(folder().resolve("bin/ansible-playbook").toString()));
        command.addAll(Arrays.asList(arguments));
        return said(code, environment, command);
    }

    private static String said(int code, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(code, process.waitFor(), () -> command + ": " + said);
        return said;
    }
}
