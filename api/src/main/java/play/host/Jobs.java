package play.host;

import java.util.List;

/** Jobs that were left running on a host, by their ids ({@link JobScripts}). */
public record Jobs() implements StateFamily<JobState> {
    /** What a job is, then its title, its exit code and its outputs; what was done in step has its result as output. */
    private static final Shape JOB = Shape.ofParts("what folder title changing late code out err");

    private static final String READ = JobScripts.RUNS + """
        play_text() {
          base64 <"$1" | tr -d '\\n'; printf '\\0'
        }
        for play_id do
          j=$HOME/%s/$play_id
          if [ ! -d "$j" ]; then
            printf 'missing\\0%%s\\0\\0\\0\\0\\0\\0\\0' "$j"
            continue
          fi
          if [ -f "$j/result" ]; then
            printf 'done\\0%%s\\0\\0%%s\\0\\0\\0' "$j" "$(cat -- "$j/changing")"
            play_text "$j/result"
            printf '\\0'
            continue
          fi
          if [ ! -f "$j/code" ]; then
            is=killed
            play_runs "$j" && is=running
            if [ ! -f "$j/code" ]; then
              printf '%%s\\0%%s\\0\\0\\0\\0\\0\\0\\0' "$is" "$j"
              continue
            fi
          fi
          printf 'ended\\0%%s\\0' "$j"
          for f in title changing late code; do cat -- "$j/$f"; printf '\\0'; done
          play_text "$j/out"
          play_text "$j/err"
        done
        """.formatted(JobScripts.FOLDER);

    public static StateKey<JobState> of(String id) {
        return new Jobs().key(id);
    }

    @Override
    public String name() {
        return "job";
    }

    @Override
    public Class<JobState> type() {
        return JobState.class;
    }

    @Override
    public Script read(List<StateKey<JobState>> keys) {
        return Script.over(keys, READ);
    }

    /** A command prints what it likes. */
    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<JobState> told(List<StateKey<JobState>> keys, ScriptResult result) throws UnknownStateException {
        List<Fields> jobs = Parts.of(result).all(JOB);
        return (index, id) -> {
            if (index >= jobs.size()) {
                throw new UnknownStateException("the host does not tell of jobs");
            }
            return state(jobs.get(index));
        };
    }

    private static JobState state(Fields job) throws UnknownStateException {
        String folder = job.text("folder");
        return switch (job.text("what")) {
            case "missing" -> new JobState.Missing();
            case "running" -> new JobState.Running(folder);
            case "killed" -> new JobState.Killed(folder);
            case "done" ->
                new JobState.Done(
                        folder,
                        job.text("changing").equals("yes"),
                        Base64Text.decoded(job.text("out")).utf8());
            case "ended" ->
                new JobState.Ended(
                        folder,
                        job.text("title"),
                        job.text("changing").equals("yes"),
                        job.text("late").equals("yes"),
                        new ScriptResult(
                                code(job), Base64Text.decoded(job.text("out")), Base64Text.decoded(job.text("err"))));
            default ->
                throw UnknownStateException.expected("missing, running, killed, done or ended", job.text("what"));
        };
    }

    private static int code(Fields job) throws UnknownStateException {
        long code = job.number("code");
        if (code < 0 || code > 255) {
            throw UnknownStateException.expected("an exit code", job.text("code"));
        }
        return (int) code;
    }
}
