package play.expression.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Homes on the controller, in names of files: {@code ~/x} and {@code ~name/x}, as a shell has them. */
public final class HomeDirectories {
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int HOME = 5;

    private HomeDirectories() {}

    /** The name with the home in it; as it is, where it names none that there is. */
    public static String expanded(String name) {
        return expanded(name, own());
    }

    /** @param own the home of who runs {@code play} */
    static String expanded(String name, Optional<String> own) {
        if (!name.startsWith("~")) {
            return name;
        }
        int slash = name.indexOf('/');
        String account = name.substring(1, slash < 0 ? name.length() : slash);
        String below = slash < 0 ? "" : name.substring(slash);
        Optional<String> home = account.isEmpty() ? own : of(account);
        return home.map(path -> path.replaceFirst("/+$", "") + below)
                .map(path -> path.isEmpty() ? "/" : path)
                .orElse(name);
    }

    private static Optional<String> own() {
        return Optional.ofNullable(System.getenv("HOME"))
                .filter(home -> !home.isEmpty())
                .or(() -> Optional.ofNullable(System.getProperty("user.home")));
    }

    private static Optional<String> of(String account) {
        try {
            return new String(Files.readAllBytes(ACCOUNTS), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > HOME && fields[0].equals(account))
                    .map(fields -> fields[HOME])
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
