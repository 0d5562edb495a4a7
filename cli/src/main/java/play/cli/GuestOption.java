package play.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.guest.Guests;
import play.guest.Pythons;
import play.guest.Pythons.Choice;
import play.source.FileNames;

/** {@code --guests}, of every command that needs modules: whether Ansible's may be called, and by which Python. */
final class GuestOption {
    static final Option OPTION = Option.of(
            "auto|off|PATH",
            "Ansible's modules and plugins as guests: where a Python with ansible-core is found, never, or by this"
                    + " Python or virtual environment. Without, what PLAY_GUESTS says, else auto.",
            "--guests");

    static final String VARIABLE = "PLAY_GUESTS";

    private GuestOption() {}

    /** @param collections folders that hold collections */
    static Guests of(Arguments arguments, Map<String, String> environment, List<Path> collections) {
        String by = arguments.has(OPTION.name()) ? "The option '" + OPTION.name() + "'" : "The variable " + VARIABLE;
        String said = said(arguments, environment);
        Choice choice = switch (said) {
            case "auto" -> new Choice.Auto();
            case "off" -> new Choice.Off();
            default ->
                FileNames.path(said)
                        .<Choice>map(path -> new Choice.Named(path, by))
                        .orElseGet(Choice.Off::new);
        };
        return new Guests(new Pythons(choice, environment), collections);
    }

    /** What the option says, else the variable. */
    static String said(Arguments arguments, Map<String, String> environment) {
        return arguments
                .value(OPTION.name())
                .or(() -> Optional.ofNullable(environment.get(VARIABLE)))
                .filter(word -> !word.isEmpty())
                .orElse("auto");
    }
}
