package play.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Talk;

/**
 * What brings files from the controller to a host, or back, by a program on each side that talk to each other. Which
 * files differ only they can tell, so a dry run has them compare and change nothing, unless something is only foreseen:
 * then what they find is not what the run will.
 */
public non-sealed interface Transfer<P extends Record> extends TaskModule<P> {
    /** Where its two sides are. */
    enum Sides {
        /** One on the controller, one on the host. */
        APART,
        /** Both on the host. */
        ON_HOST,
        /** Both on the controller, which is the host. */
        ON_CONTROLLER
    }

    /**
     * How it is asked.
     *
     * @param check whether to compare and change nothing
     * @param diff whether to tell what differs
     * @param program on the controller, where a variable names another than the usual one
     */
    record Manner(Sides sides, boolean check, boolean diff, Optional<String> program) {}

    /** The variable of hosts that names the program on the controller. */
    String programVariable();

    Course course(P params, Manner manner);

    /** What a course came to. */
    Statement statement(P params, Manner manner, Carried carried);

    /** What is to be run where. */
    sealed interface Course {
        /** What it is for, in a few words; none where nothing is done. */
        String title();

        /**
         * A program on the controller and one on the host.
         *
         * @param near words of the program on the controller. It calls a command to reach the other side, with the name
         *     of a host and the words of a program as arguments, as one would call {@code ssh}
         * @param environment beside that of {@code play}
         * @param variable of its environment that names the command to it
         * @param far shell source for the host, made of the words with which the command is called
         */
        record Joined(
                String title,
                List<String> near,
                Map<String, String> environment,
                String variable,
                Function<List<String>, String> far,
                Changed changed)
                implements Course {
            public Joined {
                near = List.copyOf(near);
                environment = Map.copyOf(environment);
            }
        }

        /** One program that has both sides. */
        record Alone(String title, Script script, Changed changed) implements Course {}

        /** Cannot be done. Says what to do about it. */
        record Rejected(String why) implements Course {
            @Override
            public String title() {
                return "";
            }
        }
    }

    /** What may be changed. */
    sealed interface Changed {
        /** What stands at an absolute path of the host, and below it. */
        record OnHost(String path) implements Changed {}

        /** The same of the controller. */
        record OnController(String path) implements Changed {}

        /** Nobody can tell what, on either. */
        record Anything() implements Changed {}
    }

    /**
     * What the programs left.
     *
     * @param near of the program on the controller, or the only one
     * @param far how the one on the host ended; empty where it was not called
     */
    record Carried(ScriptResult near, Optional<Talk.Ending> far) {}
}
