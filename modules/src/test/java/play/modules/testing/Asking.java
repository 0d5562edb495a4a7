package play.modules.testing;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import play.module.Answer;
import play.module.Query;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** Asks the machine of the test. */
public final class Asking {
    private Asking() {}

    public static <P extends Record> Answer ask(Query<P> query, Map<String, ?> written) {
        P params = Parameters.of(query, written);
        return query.answer(params, LocalHost.reading(query.probes(params)));
    }

    public static Map<String, ?> found(Answer answer) {
        return assertInstanceOf(Answer.Found.class, answer, answer::toString).value();
    }
}
