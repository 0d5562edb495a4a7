package play.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.converge.Attendant;
import play.module.Question;

class SteppingTest {
    private final List<String> asked = new ArrayList<>();

    private List<Boolean> taken(boolean asking, String... answers) throws InterruptedException {
        Stepping stepping = new Stepping(asking, new Attendant() {
            @Override
            public Optional<String> answer(Question question) {
                asked.add(question.text());
                return Optional.of(answers[asked.size() - 1]);
            }

            @Override
            public void tell(String text) {}
        });
        List<Boolean> taken = new ArrayList<>();
        for (String title : List.of("one", "two", "three", "four")) {
            taken.add(stepping.takes(title));
        }
        return taken;
    }

    @Test
    void eachTaskIsAskedForUntilAllMayGoOn() throws InterruptedException {
        assertEquals(List.of(true, false, true, true), taken(true, "y", "", "Continue"));
        assertEquals(3, asked.size());
        assertEquals("Perform task: TASK: one (N)o/(y)es/(c)ontinue: ", asked.getFirst());
    }

    @Test
    void anythingElseIsNo() throws InterruptedException {
        assertEquals(List.of(false, false, true, false), taken(true, "n", "maybe", " YES ", "no"));
    }

    @Test
    void nobodyIsAskedWithoutIt() throws InterruptedException {
        assertEquals(List.of(true, true, true, true), taken(false));
        assertEquals(List.of(), asked);
    }
}
