package play.modules.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.contract.ReturnedFields;
import play.module.Answer;
import play.module.Patience;
import play.module.Query;
import play.testkit.LocalHost;

/** Asks queries for real, as often as their patience allows. */
public final class Gates {
    private Gates() {}

    /** One answer; what is found is what the query says that it returns. */
    public static <P extends Record> Answer look(Query<P> query, P params) {
        Answer answer = query.answer(params, LocalHost.reading(query.probes(params)));
        if (answer instanceof Answer.Found(Map<String, @Nullable Object> value, var facts)) {
            query.spec().returns().ifPresent(told -> assertEquals(List.of(), ReturnedFields.faults(told, value)));
        }
        return answer;
    }

    /** What it finds in the end. */
    public static <P extends Record> Map<String, @Nullable Object> pass(Query<P> query, P params)
            throws InterruptedException {
        Patience patience = query.patience(params).orElseThrow();
        Instant deadline = Instant.now().plus(patience.deadline());
        while (true) {
            Answer answer = look(query, params);
            if (answer instanceof Answer.Found(Map<String, @Nullable Object> value, var facts)) {
                return value;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not in time: " + answer);
            }
            Thread.sleep(patience.pause());
        }
    }
}
