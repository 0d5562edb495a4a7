package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Printable;
import play.savedplan.Kept;
import play.savedplan.SavedPlan;

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
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        if (EventFiles.areNamed(arguments)) {
            return new EventFiles(arguments, terminal).show();
        }
        Optional<Option> misplaced = options().stream()
                .filter(option -> arguments.has(option.name()))
                .findFirst();
        SavedPlan plan = PlanFiles.read(arguments, name());
        if (misplaced.isPresent()) {
            throw new UsageException("option " + misplaced.get().name()
                    + " is for events, which 'play run --events' writes, not for a plan");
        }
        terminal.out().println(Printable.line("made " + plan.made() + " by play " + plan.play()));
        terminal.out().println(Printable.line("of     play run " + String.join(" ", plan.words())));
        plan.shown().lines().forEach(line -> terminal.out().println(Printable.line(line)));
        listUnknown(plan, terminal);
        terminal.out().println(PlanFiles.summary(plan));
        return 0;
    }

    /** What only the run will tell. */
    static void listUnknown(SavedPlan plan, Terminal terminal) {
        for (Kept one : plan.unknown()) {
            terminal.out().println(Printable.line("unknown: " + one.shown() + ": " + one.why()));
        }
    }
}
