package play.converge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import play.module.Question;
import play.value.Secret;
import play.value.Unknown;

/**
 * What a query asks whoever sits at the terminal.
 *
 * @param attendant none in a dry run
 */
record Asking(Optional<Attendant> attendant, Consumer<String> warns) {
    void tell(Optional<String> text) {
        attendant.ifPresent(there -> text.ifPresent(there::tell));
    }

    /** A result with the answer to a question in it, if there is a question. */
    Map<String, @Nullable Object> answered(Optional<Question> question, Map<String, @Nullable Object> result)
            throws InterruptedException {
        if (question.isEmpty()) {
            return result;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(result);
        all.put(question.get().field(), answer(question.get()));
        return all;
    }

    private Object answer(Question question) throws InterruptedException {
        if (attendant.isEmpty()) {
            return new Unknown("a dry run asks nobody");
        }
        Optional<String> typed = attendant.get().answer(question);
        if (typed.isEmpty()) {
            warns.accept("nobody can answer, since standard input is no terminal; the run goes on as if Enter were"
                    + " typed");
        }
        String text = typed.orElse("");
        return question.hidden() && !text.isEmpty() ? new Secret(text) : text;
    }
}
