package play.cli;

import java.util.Optional;
import play.converge.Attendant;
import play.diag.Printable;
import play.event.Redactor;
import play.event.RunEvent;
import play.module.Progress;
import play.module.Question;
import play.report.EventLog;

/**
 * Answers at the keyboard what tasks of a run ask, one at a time, once all that came before is shown.
 *
 * @param progress is told of work that lasts
 */
record Operator(Questioner keyboard, EventLog log, Redactor redactor, Progress progress) implements Attendant {
    @Override
    public synchronized Optional<String> answer(Question question) throws InterruptedException {
        if (!keyboard.isThere()) {
            return Optional.empty();
        }
        log.settle();
        String shown = Printable.lines(redactor.redact(question.text()), "");
        try {
            return Optional.of(keyboard.ask(shown, question.hidden()));
        } catch (UsageException ended) {
            return Optional.empty();
        }
    }

    @Override
    public void tell(String text) {
        log.accept(new RunEvent.Progress(text));
    }
}
