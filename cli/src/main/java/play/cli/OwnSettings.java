package play.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.lab.LabInventory;
import play.run.RunOptions;

/** What {@code play} itself can be told beside {@link ToldSettings}, by options or by variables of the environment. */
record OwnSettings(Arguments arguments, Map<String, String> environment) {
    /** The options that say them. */
    static final List<String> OPTIONS = List.of(
            "--guests",
            "--plugins",
            "--strict-hosts",
            "--check",
            "--diff",
            "--read-ahead",
            "--force-handlers",
            "--output",
            "--events");

    /** By their names. */
    Map<String, Told> all(Terminal terminal) {
        Map<String, Told> all = new TreeMap<>();
        all.put("CHECK", flag("--check"));
        all.put("DIFF", flag("--diff"));
        all.put("FORCE_HANDLERS", flag("--force-handlers"));
        all.put("STRICT_HOSTS", flag("--strict-hosts"));
        all.put("PLUGINS", Told.option(arguments, "--plugins", List.copyOf(arguments.all("--plugins"))));
        all.put(
                "EVENTS",
                Told.option(arguments, "--events", arguments.value("--events").map(text -> text)));
        all.put(
                "OUTPUT",
                Told.option(arguments, "--output", arguments.value("--output").orElse("play")));
        all.put("READ_AHEAD", Told.option(arguments, "--read-ahead", readAhead()));
        all.put("GUESTS", guests());
        all.put("COLOR", color(terminal));
        all.put("EDITOR", variable(VaultFiles.editor(environment), "EDITOR"));
        all.put("STATE_DIR", folder(Home.state(), "XDG_STATE_HOME"));
        all.put("CACHE_DIR", folder(Home.cache(), "XDG_CACHE_HOME"));
        all.put("LAB_DIR", variable(LabInventory.standardStateFolder().toString(), LabInventory.STATE_FOLDER));
        return all;
    }

    private Told flag(String option) {
        return Told.option(arguments, option, arguments.has(option));
    }

    private long readAhead() {
        return arguments.value("--read-ahead").map(Long::valueOf).orElse(RunOptions.READ_AHEAD.toSeconds());
    }

    private Told guests() {
        String said = GuestOption.said(arguments, environment);
        boolean byVariable = !arguments.has(GuestOption.OPTION.name())
                && !environment.getOrDefault(GuestOption.VARIABLE, "").isEmpty();
        return byVariable
                ? variable(said, GuestOption.VARIABLE)
                : Told.option(arguments, GuestOption.OPTION.name(), said);
    }

    private Told color(Terminal terminal) {
        return variable(terminal.color(), "FORCE_COLOR", "NO_COLOR");
    }

    /** A relative path in such a variable says nothing; then, as where there is none, the home does. */
    private Told folder(Path folder, String variable) {
        return environment.getOrDefault(variable, "").startsWith("/")
                ? variable(folder.toString(), variable)
                : Told.fallback(folder.toString());
    }

    private Told variable(Object value, String... names) {
        return List.of(names).stream()
                .filter(environment::containsKey)
                .findFirst()
                .map(name -> new Told(Optional.of(value), new Told.Origin.Said("$" + name)))
                .orElseGet(() -> Told.fallback(value));
    }
}
