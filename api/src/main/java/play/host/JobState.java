package play.host;

/** What has become of a job that was left running on a host ({@link JobScripts}). */
public sealed interface JobState extends HostState {
    @Override
    default boolean present() {
        return true;
    }

    /** Nobody has started it as this user, or its directory was removed. */
    record Missing() implements JobState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * It runs.
     *
     * @param folder its directory
     */
    record Running(String folder) implements JobState {}

    /**
     * Neither does it run nor has it ended by itself: something killed it, or the host was restarted.
     *
     * @param folder its directory
     */
    record Killed(String folder) implements JobState {}

    /**
     * The task was done in step, not as a job.
     *
     * @param folder its directory
     * @param changing whether it changed anything
     * @param result of the task, as JSON
     */
    record Done(String folder, boolean changing, String result) implements JobState {}

    /**
     * It has ended.
     *
     * @param folder its directory
     * @param title what it was, masked
     * @param changing whether it counts as a change
     * @param late whether it was ended because its time was over
     */
    record Ended(String folder, String title, boolean changing, boolean late, ScriptResult result)
            implements JobState {}
}
