package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Printable;
import play.report.Totals;
import play.savedplan.SavedPlan;
import play.savedplan.SavedPlanFile;

/** {@code play plan}: a dry run that can be kept, to be done later by {@code play apply}. */
final class PlanCommand implements Command {
    static final Option OUT = Option.of("FILE", "Keep the plan in this file.", "-o", "--out");

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String synopsis() {
        return "PLAYBOOK... -i INVENTORY [-o FILE] [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(DryRunOptions.ALL);
        options.add(OUT);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().isEmpty()) {
            throw new UsageException("'play plan' needs a playbook");
        }
        Arguments dry = DryRunOptions.dry(arguments).with(RunCommand.DIFF);
        Optional<Path> file = arguments.path(OUT.name());
        if (file.isPresent() && !Files.isDirectory(file.get().toAbsolutePath().resolveSibling(""))) {
            throw new UsageException("the plan cannot be kept in " + file.get() + ": its directory is not there");
        }
        return RunSession.run(
                dry,
                terminal,
                file.isEmpty() ? new RunCommand.Playbooks(dry, terminal) : new Keeping(dry, terminal, file.get()));
    }

    /** Keeps what is foretold. */
    private static final class Keeping extends ForetoldPlaybooks {
        private final Terminal terminal;
        private final Path file;

        Keeping(Arguments arguments, Terminal terminal, Path file) {
            super(new RunCommand.Playbooks(arguments, terminal), arguments);
            this.terminal = terminal;
            this.file = file;
        }

        /** A plan of a dry run that failed would only fail again. */
        @Override
        public int ended(int code, Totals totals) throws UsageException {
            if (code != 0) {
                terminal.err().println("play: no plan is kept, because the dry run failed");
                return code;
            }
            SavedPlan plan = plan().orElseThrow();
            try {
                SavedPlanFile.write(file, plan);
            } catch (IOException e) {
                throw new UsageException("the plan " + file + " cannot be written: " + FileFault.why(e));
            }
            terminal.out().println(Printable.line(PlanFiles.summary(plan) + " 'play apply " + file + "' does that."));
            return code;
        }
    }
}
