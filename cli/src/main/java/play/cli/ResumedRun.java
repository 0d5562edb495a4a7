package play.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.journal.KeptRun;
import play.journal.RunFolder;
import play.savedplan.Fingerprints;

/** {@code play run --resume} and {@code --retry-failed}: goes on with a run that has not come to a good end. */
final class ResumedRun {
    /** What may be said beside: what is run is said by the earlier command line. */
    private static final Set<String> ALLOWED = allowed();

    private final Arguments arguments;
    private final Terminal terminal;
    private final String option;

    private ResumedRun(Arguments arguments, Terminal terminal) {
        this.arguments = arguments;
        this.terminal = terminal;
        this.option =
                arguments.has(RunCommand.RESUME.name()) ? RunCommand.RESUME.name() : RunCommand.RETRY_FAILED.name();
    }

    private static Set<String> allowed() {
        List<Option> options = new ArrayList<>(List.of(
                RunCommand.RESUME,
                RunCommand.RETRY_FAILED,
                RunCommand.RESUME_ANYWAY,
                RunCommand.CHECK,
                RunCommand.CONFIRM,
                RunCommand.DIFF,
                RunCommand.FORKS,
                RunCommand.READ_AHEAD,
                RunCommand.EVENTS,
                RunCommand.OUTPUT,
                RunCommand.COLOR,
                RunCommand.VERBOSE,
                Loaded.EXTRA_VARS,
                Loaded.ALL_PROBLEMS));
        options.addAll(RunReports.ALL);
        options.addAll(Passwords.VAULT_OPTIONS);
        options.addAll(AccessOptions.ALL);
        return options.stream().map(Option::name).collect(Collectors.toUnmodifiableSet());
    }

    static int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        return new ResumedRun(arguments, terminal).run();
    }

    private int run() throws UsageException, InterruptedException {
        refuseContradictions();
        KeptRun named = RunJournals.findHere(arguments.rest().stream().findFirst());
        try (RunFolder.Hold _ = held(named)) {
            KeptRun earlier = withLater(named);
            refuse(earlier);
            Arguments whole = merged(earlier);
            return KeptPlaybooks.run(whole, terminal, Optional.of(earlier));
        } catch (IOException e) {
            throw new UsageException("the journal of the run " + named.id() + " cannot be used: " + e.getMessage());
        }
    }

    /** Of two who want to go on with a run, one does. */
    private static RunFolder.Hold held(KeptRun run) throws IOException, UsageException {
        return RunJournals.folder()
                .hold(run)
                .orElseThrow(() -> new UsageException("the run " + run.id() + " still goes on"));
    }

    /** The run with what was done since by others that went on with it. */
    private static KeptRun withLater(KeptRun run) throws IOException, UsageException {
        KeptRun last = RunJournals.folder().lastOf(run);
        if (last.state() == KeptRun.State.RUNNING) {
            throw new UsageException("the run " + last.id() + " goes on with " + run.id() + " at this moment");
        }
        if (last.state() == KeptRun.State.OK
                && last.begin().words().equals(run.begin().words())) {
            throw new UsageException("the run " + last.id()
                    + (last.id().equals(run.id()) ? "" : " has gone on with " + run.id() + " and")
                    + " has ended well, so there is nothing to go on with; 'play runs' lists the"
                    + " others");
        }
        return run.with(last);
    }

    private void refuseContradictions() throws UsageException {
        if (arguments.has(RunCommand.RESUME.name()) && arguments.has(RunCommand.RETRY_FAILED.name())) {
            throw new UsageException(
                    "--resume goes on with all hosts, --retry-failed with those that failed: give one");
        }
        if (arguments.rest().size() > 1 || arguments.rest().stream().anyMatch(word -> word.matches(".*\\.ya?ml"))) {
            throw new UsageException(option + " takes the id of a run, or nothing for the newest: its playbooks and"
                    + " options are known. 'play runs' lists the runs");
        }
        for (Option other : new RunCommand().options()) {
            if (arguments.has(other.name()) && !ALLOWED.contains(other.name())) {
                throw new UsageException(other.name() + " cannot be given with " + option
                        + ": the run goes on as it was begun, and 'play runs show' tells how");
            }
        }
    }

    private void refuse(KeptRun earlier) throws UsageException {
        if (option.equals(RunCommand.RETRY_FAILED.name())) {
            refuseWithoutFailed(earlier);
        }
        if (!earlier.begin().folder().equals(RunJournals.here())) {
            throw new UsageException("the run " + earlier.id() + " was started in "
                    + earlier.begin().folder() + ": go on with it there");
        }
        Fingerprints fingerprints = PlanFiles.fingerprints();
        if (!earlier.begin().key().equals(fingerprints.keyId())) {
            throw new UsageException("the run " + earlier.id() + " was kept by a key that is no longer here ("
                    + Home.state().resolve(PlanFiles.KEY) + "), so nothing of it can be compared");
        }
        if (!earlier.begin().variables().equals(PlanFiles.variables(arguments, fingerprints))
                && !arguments.has(RunCommand.RESUME_ANYWAY.name())) {
            throw new UsageException("the run was made with other values by -e, which are not kept: give"
                    + (earlier.begin().variables().isEmpty() ? " none" : " the same, in the same order"));
        }
    }

    private static void refuseWithoutFailed(KeptRun earlier) throws UsageException {
        String all = "; --resume goes on with all of its hosts";
        if (earlier.state() == KeptRun.State.KILLED) {
            throw new UsageException(
                    "the run " + earlier.id() + " was killed before it could tell which hosts have failed" + all);
        }
        if (earlier.failed().isEmpty()) {
            throw new UsageException("no host has failed in the run " + earlier.id() + all);
        }
    }

    /** Its command line, and what is said now. */
    private Arguments merged(KeptRun earlier) throws UsageException {
        List<Option> options = new RunCommand().options();
        Arguments whole = Arguments.parse(earlier.begin().words(), options);
        for (Option given : options) {
            boolean howToGoOn = given.equals(RunCommand.RESUME) || given.equals(RunCommand.RETRY_FAILED);
            for (String value : howToGoOn ? List.<String>of() : arguments.all(given.name())) {
                whole = whole.with(given, value);
            }
        }
        return option.equals(RunCommand.RETRY_FAILED.name())
                ? whole.with(Loaded.LIMIT, String.join(",", earlier.failed()))
                : whole;
    }

    /** Files that are not as they were: nobody can say what of the run still holds. */
    static void refuseOther(KeptRun earlier, Loaded loaded) throws UsageException {
        Map<String, String> now = RunJournals.prints(loaded.files(), PlanFiles.fingerprints());
        List<String> differences = new ArrayList<>(RunJournals.differences(earlier.begin(), now));
        if (!earlier.begin().play().equals(Version.NUMBER)) {
            differences.add("it was made by play " + earlier.begin().play());
        }
        if (!differences.isEmpty()) {
            throw new UsageException("since the run " + earlier.id() + " was made, not all is as it was: "
                    + String.join("; ", differences) + ". Run the playbooks anew, or go on all the same by "
                    + RunCommand.RESUME_ANYWAY.name() + ", which repeats whatever is not the same in its place");
        }
    }
}
