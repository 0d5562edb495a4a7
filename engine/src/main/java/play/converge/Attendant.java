package play.converge;

import java.util.Optional;
import play.module.Progress;
import play.module.Question;

/** Whoever sits at the terminal during a run, if anybody does. */
public interface Attendant {
    /** Of runs that nobody sees. */
    Attendant NOBODY = new Attendant() {
        @Override
        public Optional<String> answer(Question question) {
            return Optional.empty();
        }

        @Override
        public void tell(String text) {}
    };

    /** What is typed, without the end of the line; nothing where nobody is there. */
    Optional<String> answer(Question question) throws InterruptedException;

    /** Shows a text that is not answered. */
    void tell(String text);

    /** Is told of work that lasts. */
    default Progress progress() {
        return line -> {};
    }
}
