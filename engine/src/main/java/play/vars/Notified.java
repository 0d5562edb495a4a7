package play.vars;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Play;
import play.playbook.StepTree;

/**
 * Which handlers something in a play may notify.
 *
 * @param names what steps notify, as far as that is literal
 * @param open whether a step notifies what only the run knows
 */
record Notified(Set<String> names, boolean open) {
    /** Where it is not asked what may run. */
    static final Notified ALL = new Notified(Set.of(), true);

    static Notified by(Play play) {
        Set<String> names = new HashSet<>();
        List<Data> all = StepTree.all(play)
                .flatMap(step -> step.settings().notifies().stream())
                .toList();
        all.forEach(data -> data.literalText().ifPresent(names::add));
        return new Notified(
                names,
                !play.complete()
                        || all.stream().anyMatch(data -> data.literalText().isEmpty()));
    }

    boolean mayRun(Handler handler) {
        return open
                || !handler.step().name().isLiteral()
                || names.stream()
                        .anyMatch(name ->
                                handler.isNamed(name) || handler.listen().contains(name));
    }
}
