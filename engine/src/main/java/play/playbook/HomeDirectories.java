package play.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Homes on the controller, in names of files: {@code ~/x} and {@code ~name/x}, as a shell has them. */
final class HomeDirectories {
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int HOME = 5;

    private HomeDirectories() {}

    /** The name with the home in it; as it is, where it names none that there is. */
    static String expanded(String name) {
        if (!name.startsWith("~")) {
            return name;
        }
        int slash = name.indexOf('/');
        String account = name.substring(1, slash < 0 ? name.length() : slash);
        String below = slash < 0 ? "" : name.substring(slash);
        return home(account).map(home -> home + below).orElse(name);
    }

    private static Optional<String> home(String account) {
        return account.isEmpty() ? Optional.of(ownHome()) : ofAccount(account);
    }

    private static String ownHome() {
        return Optional.ofNullable(System.getenv("HOME"))
                .filter(home -> !home.isEmpty())
                .orElseGet(() -> System.getProperty("user.home"));
    }

    private static Optional<String> ofAccount(String account) {
        try {
            return Files.readAllLines(ACCOUNTS).stream()
                    .map(line -> Arrays.asList(line.split(":", -1)))
                    .filter(fields -> fields.size() > HOME && fields.getFirst().equals(account))
                    .map((List<String> fields) -> fields.get(HOME))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
