package play.event;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import play.diag.PlainDiagnostic;

/** Why something failed, as data: places in files and the words of hosts are kept apart from what is said of them. */
public sealed interface Cause {
    /** What a module, a connection or the engine says. */
    record Reason(String text) implements Cause {
        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return text;
        }
    }

    /** Something in a file of the playbook is wrong. */
    record Problem(PlainDiagnostic diagnostic) implements Cause {
        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return shown.apply(diagnostic);
        }
    }

    /** Values do not fit the parameters of the module. */
    record Parameters(List<Fault> faults) implements Cause {
        /**
         * What is wrong with one parameter, or several.
         *
         * @param parameter empty where it is none alone
         * @param problems of a text that the parameter names or holds
         */
        public record Fault(String parameter, String text, List<PlainDiagnostic> problems) {
            public Fault {
                problems = List.copyOf(problems);
            }
        }

        public Parameters {
            faults = List.copyOf(faults);
        }

        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return faults.stream().map(fault -> told(fault, shown)).collect(Collectors.joining("\n"));
        }

        private static String told(Fault fault, Function<PlainDiagnostic, String> shown) {
            return fault.problems().isEmpty()
                    ? fault.text()
                    : fault.problems().stream().map(shown).collect(Collectors.joining("\n", fault.text() + "\n", ""));
        }
    }

    /**
     * A step of a change did not succeed on the host.
     *
     * @param step its title
     */
    record Step(String step, int rc, String stdout, String stderr) implements Cause {
        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return step + " failed (exit code " + rc + "): "
                    + OutputTail.of(stderr, stdout).strip();
        }
    }

    /**
     * A command ran, and its module says that it failed.
     *
     * @param command its title
     * @param why the module's words
     */
    record Command(String command, String why, int rc, String stdout, String stderr) implements Cause {
        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return command + ": " + why + OutputTail.of(stderr, stdout);
        }
    }

    /**
     * A condition of the task says so.
     *
     * @param condition with the values that decided
     * @param stdout of the task, empty where it has none; so is {@code stderr}
     */
    record Condition(Keyword keyword, String condition, String stdout, String stderr) implements Cause {
        /** The keyword that holds the condition. */
        public enum Keyword {
            /** It holds. */
            FAILED_WHEN,
            /** It does not. */
            UNTIL
        }

        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return switch (keyword) {
                        case FAILED_WHEN -> "failed, as failed_when says: ";
                        case UNTIL -> "condition is still false: ";
                    }
                    + condition
                    + OutputTail.of(stderr, stdout);
        }
    }

    /** The last of several attempts failed. */
    record Retried(int retries, Cause last) implements Cause {
        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return "after " + retries + " retries: " + last.told(shown);
        }
    }

    /** Items of a loop failed. */
    record Items(int failed, int of) implements Cause {
        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return failed + " of " + of + " items failed";
        }
    }

    /** {@code no_log} hides it. */
    record Hidden() implements Cause {
        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return "the output is hidden because of no_log";
        }
    }

    /**
     * An internal error in {@code play}, or in a plugin.
     *
     * @param plugin its file; empty where it is in {@code play}
     * @param during what was being done
     * @param error its class, empty where words say all; so is {@code at}, where in the program
     * @param words of the error, empty where they may be a host's
     */
    record Internal(String plugin, String during, String error, String at, String words) implements Cause {
        @Override
        public String told(Function<PlainDiagnostic, String> shown) {
            return (plugin.isEmpty() ? "internal error in play" : "error in the plugin '" + plugin + "'")
                    + " during " + during + ": " + what() + ". This is not a fault of the playbook; please report this"
                    + " line"
                    + (plugin.isEmpty() ? ", with the task and the kind of host" : " to the author of the plugin");
        }

        private String what() {
            return error.isEmpty() ? words : error + " at " + at + (words.isEmpty() ? "" : ": " + words);
        }
    }

    /** All of it in words, with what is wrong in files shown in this way. */
    String told(Function<PlainDiagnostic, String> shown);

    /** All of it in words, without lines of files: what {@code msg} of a result says. */
    default String message() {
        return told(PlainDiagnostic::sentence);
    }
}
