package play.modules.flatpak;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import play.host.Home;
import play.host.Observed;
import play.host.Place;
import play.host.Reach;
import play.host.ShellWords;
import play.host.UnknownStateException;

/**
 * Where flatpaks are, and the remotes that they come from.
 *
 * @param executable path of the program flatpak, if not the one of the PATH
 */
record FlatpakInstallation(Optional<String> executable, FlatpakMethod method) {
    private static final String SYSTEM_FOLDER = "/var/lib/flatpak";

    /** Flatpak makes the folder of a user who has none when it is asked what is there. */
    private static final String FIND = """
        command -v "$flatpak" >/dev/null || { printf 'lacking\\0'; exit 0; }
        none=
        if [ "$scope" = --user ] && [ ! -d "${XDG_DATA_HOME:-$HOME/.local/share}/flatpak/repo" ]; then none=1; fi
        """;

    String program() {
        return executable.orElse("flatpak");
    }

    /** For flatpak: {@code --system}. */
    String option() {
        return "--" + method.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Shell that leaves the program in {@code $flatpak}, {@link #option} in {@code $scope} and, where nothing is
     * installed, a word in {@code $none}; prints {@code lacking} where there is no program.
     */
    String before() {
        return "flatpak=" + ShellWords.quote(program()) + "\nscope=" + option() + "\n" + FIND;
    }

    UnknownStateException lacking() {
        return new UnknownStateException(executable
                .map(path -> "the host has no program " + path)
                .orElse("the host has no flatpak; install it"));
    }

    /** Where states stand that are told from these folders; those of a user are in a home, wherever that is. */
    Place under(String... folders) {
        return method == FlatpakMethod.SYSTEM
                ? Place.below(List.of(folders).stream()
                        .map(folder -> SYSTEM_FOLDER + "/" + folder)
                        .toArray(String[]::new))
                : Place.below("/home", "/root");
    }

    /**
     * What flatpak may write when something changes, folders that it makes in a home with it. Of what is installed
     * besides, and of other remotes, it changes nothing that a task could ask for, but for runtimes.
     */
    static Reach reach(Observed<Home> home) {
        return home instanceof Observed.Known<Home>(Home known, var how)
                ? Reach.files(SYSTEM_FOLDER, known.path() + "/.local", known.path() + "/.cache")
                : Reach.HOST;
    }
}
