package play.cli;

import java.util.ArrayList;
import java.util.List;
import play.savedplan.Fingerprints;
import play.savedplan.SavedPlan;

/** {@code play apply}: a run that does what a plan has kept, and nothing else. */
final class ApplyCommand implements Command {
    private static final Option ALLOW_UNKNOWN = Option.flag("Also do what the plan could not tell.", "--allow-unknown");

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public String synopsis() {
        return "PLAN [--allow-unknown] [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options =
                new ArrayList<>(List.of(ALLOW_UNKNOWN, Loaded.EXTRA_VARS, RunCommand.EVENTS, RunCommand.VERBOSE));
        options.addAll(RunReports.ALL);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        SavedPlan plan = PlanFiles.read(arguments, name());
        Fingerprints fingerprints = PlanFiles.fingerprints();
        if (!plan.key().equals(fingerprints.keyId())) {
            throw new UsageException("the plan was made by another user or on another machine, and whether it still"
                    + " holds can only be told there: make one here with 'play plan'");
        }
        if (!plan.variables().equals(PlanFiles.variables(arguments, fingerprints))) {
            throw new UsageException("the plan was made with other values by -e, which are not kept in it: give"
                    + (plan.variables().isEmpty() ? " none" : " the same, in the same order"));
        }
        if (!plan.unknown().isEmpty() && !arguments.has(ALLOW_UNKNOWN.name())) {
            ShowCommand.listUnknown(plan, terminal);
            throw new UsageException(
                    "what the plan could not tell is listed above; --allow-unknown does it all the same");
        }
        Arguments run = Arguments.parse(words(plan, arguments), new RunCommand().options());
        return RunSession.run(
                run,
                terminal,
                new GuardedPlaybooks(
                        new RunCommand.Playbooks(run, terminal),
                        terminal,
                        plan,
                        fingerprints,
                        "'play plan' makes a new one from what is there now"));
    }

    private List<String> words(SavedPlan plan, Arguments arguments) {
        List<String> words = new ArrayList<>(arguments.words(options()));
        words.remove("--");
        words.removeAll(arguments.rest());
        words.remove(ALLOW_UNKNOWN.name());
        words.addAll(plan.words());
        return words;
    }
}
