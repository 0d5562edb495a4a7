package play.cli;

/** Whoever can be asked something before a run. */
interface Questioner {
    /** Whether somebody is there to answer. */
    boolean isThere() throws InterruptedException;

    /**
     * What is typed, without the end of the line.
     *
     * @param hidden whether it is not shown while it is typed
     * @throws UsageException it was not answered
     */
    String ask(String question, boolean hidden) throws UsageException, InterruptedException;
}
