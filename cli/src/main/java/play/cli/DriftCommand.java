package play.cli;

import java.util.List;
import play.report.Totals;

/** {@code play drift}: a dry run whose exit code tells whether anything would change. */
final class DriftCommand implements Command {
    private static final int FAILED = 1;
    private static final int DRIFTED = 2;

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public String synopsis() {
        return "PLAYBOOK... -i INVENTORY [options]";
    }

    @Override
    public List<Option> options() {
        return DryRunOptions.ALL;
    }

    /** Whatever keeps it from telling is 1: 2 is for what has drifted. */
    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().isEmpty()) {
            throw new UsageException("'play drift' needs a playbook");
        }
        Arguments dry = DryRunOptions.dry(arguments);
        int code = RunSession.run(dry, terminal, new Drift(dry, terminal));
        return code == 0 || code == DRIFTED ? code : FAILED;
    }

    @Override
    public int usageCode() {
        return FAILED;
    }

    private static final class Drift extends PlaybooksWithMore {
        Drift(Arguments arguments, Terminal terminal) {
            super(new RunCommand.Playbooks(arguments, terminal));
        }

        /** What nobody can tell may have drifted. */
        @Override
        public int ended(int code, Totals totals) {
            if (code != 0) {
                return FAILED;
            }
            return totals.hasChanges() || totals.hasUnknown() ? DRIFTED : 0;
        }
    }
}
