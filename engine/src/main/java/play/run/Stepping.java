package play.run;

import java.util.Locale;
import java.util.Optional;
import play.converge.Attendant;
import play.module.Question;

/** Asks before each task whether it is to run: {@code --step}. */
final class Stepping {
    private final Attendant attendant;
    private boolean asking;

    Stepping(boolean asking, Attendant attendant) {
        this.asking = asking;
        this.attendant = attendant;
    }

    /** Whether the task is to run; as in Ansible, no is what anything else than an answer means. */
    synchronized boolean takes(String title) throws InterruptedException {
        if (!asking) {
            return true;
        }
        Optional<String> answer = attendant.answer(
                new Question("Perform task: TASK: " + title + " (N)o/(y)es/(c)ontinue: ", "step", false));
        return switch (answer.orElse("").strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> true;
            case "c", "continue" -> {
                asking = false;
                yield true;
            }
            default -> false;
        };
    }
}
