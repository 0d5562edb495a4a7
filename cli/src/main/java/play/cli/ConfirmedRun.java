package play.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import play.journal.KeptRun;
import play.savedplan.SavedPlan;

/** {@code play run --confirm}: a dry run, a question, and a run that does what was shown and nothing else. */
final class ConfirmedRun {
    private static final Set<String> YES = Set.of("y", "yes");

    private final Arguments arguments;
    private final Terminal terminal;
    private final Optional<KeptRun> before;
    private final Questioner questioner;

    /** @param before the run that it goes on with */
    ConfirmedRun(Arguments arguments, Terminal terminal, Optional<KeptRun> before, Questioner questioner) {
        this.arguments = arguments;
        this.terminal = terminal;
        this.before = before;
        this.questioner = questioner;
    }

    int run() throws UsageException, InterruptedException {
        for (Option other : List.of(RunCommand.CHECK, RunCommand.STEP)) {
            if (arguments.has(other.name())) {
                throw new UsageException(other.name() + " cannot be given with " + RunCommand.CONFIRM.name());
            }
        }
        if (!questioner.isThere()) {
            throw new UsageException("--confirm asks before anything is changed, and there is no terminal to ask at");
        }
        Arguments dry = arguments.with(RunCommand.CHECK).with(RunCommand.DIFF);
        ForetoldPlaybooks foretold = new ForetoldPlaybooks(new KeptPlaybooks(dry, terminal, before), dry);
        int code = RunSession.run(dry, terminal, foretold);
        Optional<SavedPlan> plan = foretold.plan();
        if (plan.isEmpty()) {
            return code;
        }
        if (code != 0) {
            terminal.err().println("play: nothing was changed, because the dry run failed");
            return code;
        }
        return isWanted(plan.get()) ? carryOut(plan.get()) : 0;
    }

    private int carryOut(SavedPlan plan) throws UsageException, InterruptedException {
        return RunSession.run(
                arguments,
                terminal,
                new GuardedPlaybooks(
                        new KeptPlaybooks(arguments, terminal, before),
                        terminal,
                        plan,
                        PlanFiles.fingerprints(),
                        "run it anew to see what is left to do"));
    }

    private boolean isWanted(SavedPlan plan) throws UsageException, InterruptedException {
        if (plan.kept().isEmpty()) {
            terminal.out().println("There is nothing to do.");
            return false;
        }
        terminal.out().println(PlanFiles.summary(plan));
        String answer = questioner.ask("Do that, and nothing else? [y/N] ", false);
        boolean wanted = YES.contains(answer.strip().toLowerCase(Locale.ROOT));
        if (!wanted) {
            terminal.err().println("play: nothing was changed");
        }
        return wanted;
    }
}
