package play.cli;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Printable;
import play.savedplan.Kept;
import play.savedplan.SavedPlan;
import play.source.FileNames;

/** {@code play show}: what a plan has kept, or a run as its events tell it. */
final class ShowCommand implements Command {
    private static final List<Option> OF_EVENTS =
            List.of(RunCommand.DIFF, RunCommand.OUTPUT, RunCommand.COLOR, RunCommand.VERBOSE);

    @Override
    public String name() {
        return "show";
    }

    @Override
    public String synopsis() {
        return "PLAN | EVENTS [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(RunReports.ALL);
        options.addAll(OF_EVENTS);
        options.add(ShownValues.JSON);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        boolean json = arguments.has(ShownValues.JSON.name());
        if (EventFiles.areNamed(arguments)) {
            if (json) {
                throw new UsageException("--json is for a plan: events are JSON already");
            }
            return new EventFiles(arguments, terminal).show();
        }
        refuseMissing(arguments);
        Optional<Option> misplaced = options().stream()
                .filter(option -> arguments.has(option.name()) && !option.equals(ShownValues.JSON))
                .findFirst();
        SavedPlan plan = PlanFiles.read(arguments, name());
        if (misplaced.isPresent()) {
            throw new UsageException("option " + misplaced.get().name()
                    + " is for events, which 'play run --events' writes, not for a plan");
        }
        if (json) {
            terminal.out().print(ShownValues.json(data(plan)));
            return 0;
        }
        terminal.out().println(Printable.line("made " + plan.made() + " by play " + plan.play()));
        terminal.out().println(Printable.line("of     play run " + String.join(" ", plan.words())));
        plan.shown().lines().forEach(line -> terminal.out().println(Printable.line(line)));
        listUnknown(plan, terminal);
        terminal.out().println(PlanFiles.summary(plan));
        return 0;
    }

    private static void refuseMissing(Arguments arguments) throws UsageException {
        for (String name : arguments.rest()) {
            if (FileNames.path(name).filter(Files::exists).isEmpty()) {
                throw new UsageException("there is no file " + name
                        + "; 'play plan -o FILE' makes a plan, 'play run --events FILE' writes the events of a run");
            }
        }
    }

    /** Secrets are masked in it; what it compares by is left out. */
    private static Map<String, @Nullable Object> data(SavedPlan plan) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("made", plan.made());
        all.put("play", plan.play());
        all.put("words", plan.words());
        all.put("changes", plan.changes());
        all.put("tasks", plan.kept().stream().map(ShowCommand::data).toList());
        return all;
    }

    private static Map<String, @Nullable Object> data(Kept one) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("host", one.host());
        fields.put("task", one.task());
        fields.put("name", one.name());
        one.item().ifPresent(item -> fields.put("item", (long) item));
        one.change().ifPresent(change -> {
            fields.put("change", change.title());
            fields.put(
                    "states",
                    change.states().stream()
                            .map(state -> state.family() + " " + state.id())
                            .toList());
        });
        if (one.change().isEmpty()) {
            fields.put("unknown", one.why());
        }
        return fields;
    }

    /** What only the run will tell. */
    static void listUnknown(SavedPlan plan, Terminal terminal) {
        for (Kept one : plan.unknown()) {
            terminal.out().println(Printable.line("unknown: " + one.shown() + ": " + one.why()));
        }
    }
}
