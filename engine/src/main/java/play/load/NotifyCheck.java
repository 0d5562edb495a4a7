package play.load;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Handlers;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.StepTree;

/** Finds notifications of handlers that no play, role or include defines. */
final class NotifyCheck {
    private final Problems problems;

    NotifyCheck(Problems problems) {
        this.problems = problems;
    }

    void check(Play play) {
        if (!play.complete() || mayBringOthers(play)) {
            return;
        }
        Handlers handlers = everywhere(play);
        StepTree.all(play)
                .flatMap(step -> step.settings().notifies().stream())
                .flatMap(NotifyCheck::literals)
                .distinct()
                .forEach(name -> checkOne(name, handlers));
    }

    /** A handler's name or an include may be a template, and then anything may be defined. */
    private static boolean mayBringOthers(Play play) {
        boolean templatedName = play.handlers().all().stream()
                .anyMatch(handler -> !handler.step().name().isLiteral());
        return templatedName
                || StepTree.all(play)
                        .anyMatch(step -> step instanceof Include include
                                && include.loaded().stream()
                                        .noneMatch(read -> read.faults().isEmpty()));
    }

    private static Handlers everywhere(Play play) {
        List<Handler> included = StepTree.all(play)
                .flatMap(step -> step instanceof Include include ? include.loaded().stream() : Stream.of())
                .flatMap(loaded -> loaded.handlers().stream())
                .toList();
        return play.handlers().and(included);
    }

    private static Stream<Data.Literal> literals(Data data) {
        return data instanceof Data.Literal literal && literal.literalText().isPresent()
                ? Stream.of(literal)
                : Stream.of();
    }

    private void checkOne(Data.Literal wanted, Handlers handlers) {
        String name = wanted.shown();
        if (!handlers.notified(name).isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>(handlers.names());
        problems.report(Diagnostic.error(
                "unknown-handler",
                "Unknown handler",
                "No handler is named '" + name + "' or listens to it." + Suggestions.hint(name, known),
                wanted.span()));
    }
}
