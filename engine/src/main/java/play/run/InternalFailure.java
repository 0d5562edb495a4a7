package play.run;

import java.util.Arrays;

/** An internal error in play, or in a module. It ends the task on the host it is met in, and nothing else. */
final class InternalFailure {
    private InternalFailure() {}

    /**
     * What to say of it. The words of the exception are left out where they may be a host's: such as what was to be a
     * number.
     *
     * @param task what was being done
     */
    static String told(Throwable thrown, String task) {
        String words = thrown.getClass() == IllegalStateException.class ? ": " + thrown.getMessage() : "";
        String where = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("play."))
                .limit(2)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .reduce((first, second) -> first + " < " + second)
                .orElse("an unknown place");
        return "internal error in play during " + task + ": "
                + thrown.getClass().getSimpleName() + " at " + where + words
                + ". This is not a fault of the playbook; please report this line, with the task and the kind of host";
    }
}
