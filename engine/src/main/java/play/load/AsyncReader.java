package play.load;

import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.module.Control;
import play.module.Guest;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Transfer;
import play.playbook.Data;
import play.playbook.NumberKeyword;
import play.playbook.Task;

/** Reads {@code async} and {@code poll} of a task, and tells where they do nothing. */
record AsyncReader(Problems problems, DataReader data) {
    Optional<Task.Async> read(Keys keys) {
        Literals literals = new Literals(keys);
        Optional<Data> poll = keys.value("poll", data).map(value -> literals.number(NumberKeyword.POLL, value));
        Optional<Data> limit = keys.value("async", data).map(value -> literals.number(NumberKeyword.ASYNC, value));
        if (limit.isEmpty()) {
            poll.ifPresent(value -> withoutEffect(
                    "'poll' says how often to look after a task that goes on by itself, and without 'async' none does."
                            + " Leave it out, or write 'async' with the seconds that the task may take.",
                    value));
        }
        return limit.map(seconds -> new Task.Async(seconds, poll));
    }

    void check(Task.Async async, TaskModule<?> module) {
        if (async.limit().literalText().filter(text -> !text.equals("0")).isEmpty()) {
            return;
        }
        String name = module.spec().name();
        switch (module) {
            case Control<?> control -> problems.report(async.refusal(name));
            case Procedure<?> procedure -> {}
            case Resource<?> resource -> inStep(name, async);
            case Transfer<?> transfer -> inStep(name, async);
            case Query<?> query -> inStep(name, async);
            case Guest<?> guest -> inStep(name, async);
        }
    }

    private void inStep(String module, Task.Async async) {
        async.poll()
                .filter(poll -> poll.literalText().filter("0"::equals).isPresent())
                .ifPresent(poll -> withoutEffect(
                        "A task of '" + module + "' is done in step, also with 'poll: 0': the next task waits for it."
                                + " Only what commands run goes on by itself. 'async_status' finds it finished.",
                        poll));
    }

    private void withoutEffect(String why, Data value) {
        problems.report(Diagnostic.warning("no-effect", "Keyword without effect", why, value.span()));
    }
}
