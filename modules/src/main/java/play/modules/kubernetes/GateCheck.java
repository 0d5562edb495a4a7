package play.modules.kubernetes;

import java.time.Instant;
import java.util.List;

/** One thing a gate asks of an API server, by one call of kubectl. */
interface GateCheck {
    /** What kubectl is called with. */
    List<String> arguments();

    /**
     * What the answer comes to.
     *
     * @param now the host's time when it was asked
     */
    Finding judge(Sections.Answer answer, Instant now);

    /** What a check found. */
    sealed interface Finding {
        Finding FINE = new Fine("", List.of());

        /**
         * As it must be.
         *
         * @param kind under which {@code shown} is registered; empty registers nothing
         * @param shown plain data
         */
        record Fine(String kind, Object shown) implements Finding {}

        /** Not yet; {@code why} says what is seen instead. */
        record NotYet(String why) implements Finding {}

        /** It will not come true by itself. */
        record Never(String why) implements Finding {}
    }

    /** What to say where kubectl failed: the last that it said. */
    static Finding unanswered(String asked, Sections.Answer answer) {
        String words = KubeClient.words(answer.text());
        return new Finding.NotYet(asked + ": "
                + (words.isEmpty() ? "kubectl failed" : words.lines().reduce("", (first, line) -> line)));
    }
}
