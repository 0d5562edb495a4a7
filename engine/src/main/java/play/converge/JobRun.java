package play.converge;

import java.util.List;
import java.util.Optional;
import play.host.HostException;
import play.host.JobScripts;
import play.host.JobState;
import play.host.Jobs;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.StateKey;
import play.module.Action;

/** A job on a host: what a task does goes on there whatever becomes of the connection. */
final class JobRun {
    /** Looks in a row that may be lost with the connection; each makes it anew. */
    private static final int MOST_LOST = 5;

    private final Shell shell;
    private final TaskKnowledge known;
    private final Background job;

    JobRun(Execution.Site site, TaskKnowledge known, Background job) {
        this.shell = site.session().shell();
        this.known = known;
        this.job = job;
    }

    /** A job that cannot be started, or of whose end nothing is known. */
    static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;

        Lost(String why) {
            super(why);
        }
    }

    /**
     * Starts it.
     *
     * @return its directory on the host
     */
    String start(Action.Run run, boolean changing) throws Lost, HostException, InterruptedException {
        return directory(JobScripts.start(
                job.id(), run.script(), run.title(), changing, job.limit().toSeconds()));
    }

    /**
     * Takes note of what was done without one.
     *
     * @param result as JSON, without secrets
     */
    String note(String title, boolean changing, String result) throws Lost, HostException, InterruptedException {
        return directory(JobScripts.done(job.id(), title, changing, result));
    }

    private String directory(Script script) throws Lost, HostException, InterruptedException {
        ScriptResult started = shell.run(script);
        if (!started.succeeded()) {
            throw new Lost("the job cannot be started: " + started.err().strip());
        }
        return started.out();
    }

    /** Waits for its end and removes what was kept of it. */
    ScriptResult await() throws Lost, HostException, InterruptedException {
        int lost = 0;
        while (true) {
            Thread.sleep(job.poll());
            try {
                Optional<JobState.Ended> ended = look();
                lost = 0;
                if (ended.isPresent()) {
                    shell.run(JobScripts.remove(job.id()));
                    return inTime(ended.get());
                }
            } catch (HostException.Interrupted cut) {
                if (++lost == MOST_LOST) {
                    throw cut;
                }
            }
        }
    }

    private Optional<JobState.Ended> look() throws Lost, HostException, InterruptedException {
        StateKey<JobState> key = Jobs.of(job.id());
        known.relearn(List.of(key));
        return switch (known.of(key)) {
            case Observed.Unknown<JobState>(String reason) -> throw new Lost(reason);
            case Observed.Known<JobState>(JobState state, var how) ->
                switch (state) {
                    case JobState.Running running -> Optional.empty();
                    case JobState.Missing missing ->
                        throw new Lost("what was kept of the job on the host was removed while it ran");
                    case JobState.Killed killed ->
                        throw new Lost("the job was ended by something else, or its host was restarted");
                    case JobState.Done done ->
                        throw new IllegalStateException("a job that was started is noted as done in step");
                    case JobState.Ended ended -> Optional.of(ended);
                };
        };
    }

    private ScriptResult inTime(JobState.Ended ended) throws Lost {
        if (ended.late()) {
            throw new Lost("not done within the " + job.limit().toSeconds() + " s that 'async' gives it");
        }
        return ended.result();
    }
}
