package play.module;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;

/** What a query found. */
public sealed interface Answer {
    /** What a state answers; a state that is unknown fails the question. */
    static <S extends HostState> Answer on(Observed<S> observed, Function<? super S, ? extends Answer> answer) {
        return switch (observed) {
            case Observed.Unknown<S>(String reason) -> new Failed(reason);
            case Observed.Known<S>(S state, var how) -> answer.apply(state);
        };
    }

    /**
     * The result that {@code register} gets. A field {@code changed} that is true says that something was changed, by
     * what the query asked after.
     *
     * @param facts of the host, under the names of their variables: {@code ansible_fqdn}, {@code services}
     */
    record Found(Map<String, @Nullable Object> value, Map<String, @Nullable Object> facts) implements Answer {
        public Found(Map<String, @Nullable Object> value) {
            this(value, Map.of());
        }

        /** A result that has nothing but these facts. */
        public static Found ofFacts(Map<String, @Nullable Object> facts) {
            return new Found(Map.of("ansible_facts", facts), facts);
        }
    }

    /** Ask again when these are known too. */
    record Needs(List<StateKey<?>> more) implements Answer {
        public Needs {
            more = List.copyOf(more);
        }
    }

    /** Not yet; {@code why} says what is seen instead. Without patience left it is a failure. */
    record Waiting(String why) implements Answer {}

    /**
     * No, and waiting would not help.
     *
     * @param value what {@code register} gets all the same
     */
    record Failed(String why, Map<String, @Nullable Object> value) implements Answer {
        public Failed(String why) {
            this(why, Map.of());
        }
    }

    /**
     * No, because a command has failed that the query tells of: its last words are shown.
     *
     * @param command what it was, masked
     * @param value what {@code register} gets all the same
     */
    record CommandFailed(String command, String why, ScriptResult done, Map<String, @Nullable Object> value)
            implements Answer {}
}
