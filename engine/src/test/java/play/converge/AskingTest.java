package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.module.Question;
import play.value.Secret;
import play.value.Unknown;

class AskingTest {
    private static final Question PLAIN = new Question("Go on?", "user_input", false);
    private static final Question HIDDEN = new Question("Password?", "user_input", true);

    private final List<String> shown = new ArrayList<>();

    private Attendant typing(String text) {
        return new Attendant() {
            @Override
            public Optional<String> answer(Question question) {
                shown.add(question.text());
                return Optional.of(text);
            }

            @Override
            public void tell(String told) {
                shown.add(told);
            }
        };
    }

    private Object answer(Optional<Attendant> attendant, Question question) throws InterruptedException {
        Map<String, @Nullable Object> result = Map.of("delta", 0L, "user_input", "");
        Map<String, @Nullable Object> answered =
                new Asking(attendant, shown::add).answered(Optional.of(question), result);
        return Optional.ofNullable(answered.get("user_input")).orElseThrow();
    }

    @Test
    void whatIsTypedIsInTheResultAndASecretWhereItIsHidden() throws InterruptedException {
        assertEquals("yes", answer(Optional.of(typing("yes")), PLAIN));
        assertEquals(new Secret("yes"), answer(Optional.of(typing("yes")), HIDDEN));
        assertEquals(List.of("Go on?", "Password?"), shown);
    }

    @Test
    void aRunThatNobodySeesIsWarnedOf() throws InterruptedException {
        assertEquals("", answer(Optional.of(Attendant.NOBODY), HIDDEN));
        assertEquals(1, shown.size());
    }

    @Test
    void aDryRunAsksNobody() throws InterruptedException {
        assertInstanceOf(Unknown.class, answer(Optional.empty(), PLAIN));
        new Asking(Optional.empty(), shown::add).tell(Optional.of("x"));
        assertEquals(List.of(), shown);
    }
}
