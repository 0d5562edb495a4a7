package play.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.diag.Printable;
import play.diag.ProblemList;
import play.expression.call.ConfigSetting;
import play.expression.data.Json;

/** {@code play config}: what the settings of a run come to, and who says so. */
final class ConfigCommand implements Command {
    private static final Option CHANGED =
            Option.flag("Only what the command line or the environment says.", "--only-changed");
    private static final Json.Style LINE = new Json.Style(0, false, false);

    @Override
    public String name() {
        return "config";
    }

    @Override
    public String synopsis() {
        return "[--only-changed] [--json] [options of 'play run']";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(List.of(CHANGED, ShownValues.JSON));
        new RunCommand()
                .options().stream()
                        .filter(option -> ToldSettings.OPTIONS.contains(option.name())
                                || OwnSettings.OPTIONS.contains(option.name()))
                        .forEach(options::add);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (!arguments.rest().isEmpty()) {
            throw new UsageException(
                    "'play config' takes options only, not '" + arguments.rest().getFirst() + "'");
        }
        check(arguments, terminal);
        ProblemList problems = new ProblemList();
        new AnsibleSettings(System.getenv(), Path.of(""), Home.ofUser()).report(problems);
        Map<String, Told> settings = settings(arguments, terminal, problems);
        if (arguments.has(CHANGED.name())) {
            settings.values().removeIf(told -> !told.isChanged());
        }
        if (!problems.isEmpty()) {
            Loaded.print(problems.sorted(), arguments, terminal.err());
        }
        if (problems.hasErrors()) {
            return RunSession.PROBLEMS;
        }
        if (arguments.has(ShownValues.JSON.name())) {
            terminal.out().println(Json.write(entries(settings), new Json.Style(4, false, false)));
        } else {
            settings.forEach((name, told) -> terminal.out().println(line(name, told)));
        }
        return 0;
    }

    /** As a run does it. */
    private static void check(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        arguments.wholeNumber("--forks");
        arguments.wholeNumber("--read-ahead", 0);
        RunSession.style(arguments, terminal);
        AccessOptions.read(arguments);
    }

    private static Map<String, Told> settings(Arguments arguments, Terminal terminal, ProblemList problems) {
        ToldSettings told = new ToldSettings(arguments, RoleOptions.paths(arguments, Home.ofUser(), problems));
        Map<String, Told> settings = new TreeMap<>(new OwnSettings(arguments, System.getenv()).all(terminal));
        for (ConfigSetting setting : ConfigSetting.values()) {
            settings.put(setting.name(), told.of(setting));
        }
        return settings;
    }

    private static List<Object> entries(Map<String, Told> settings) {
        List<Object> entries = new ArrayList<>();
        settings.forEach((name, told) -> {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            entry.put("value", told.value().orElse(null));
            entry.put("origin", told.origin().shown());
            entries.add(entry);
        });
        return entries;
    }

    private static String line(String name, Told told) {
        String value = Json.write(told.value().orElse(null), LINE);
        return Printable.line(name + "(" + told.origin().shown() + ") = " + value);
    }
}
