package play.cli;

import java.util.List;
import play.diag.Printable;
import play.savedplan.Kept;
import play.savedplan.SavedPlan;

/** {@code play show}: what a plan has kept. */
final class ShowCommand implements Command {
    @Override
    public String name() {
        return "show";
    }

    @Override
    public String synopsis() {
        return "PLAN";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        SavedPlan plan = PlanFiles.read(arguments, name());
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
