package play.vars;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import play.playbook.Play;
import play.playbook.StepTree;
import play.playbook.Vars;
import play.source.Span;

/** Where steps of a play give a name another value, as far as the text of the play tells. */
public final class SetInRun {
    private SetInRun() {}

    /** Variables of blocks, tasks and includes, results, and facts that tasks set; in the order of their files. */
    public static List<Span> places(Play play, String name) {
        Set<Span> places = new LinkedHashSet<>();
        StepTree.all(play).forEach(step -> {
            List<Vars> all = new ArrayList<>(step.context().vars());
            all.addAll(step.context().params());
            all.forEach(vars -> Stream.ofNullable(vars.all().get(name)).forEach(var -> places.add(var.place())));
        });
        RunNames.made(play)
                .getOrDefault(name, List.of())
                .forEach(definition -> definition.place().ifPresent(places::add));
        return places.stream()
                .sorted(Comparator.<Span, String>comparing(place -> place.file().name())
                        .thenComparing(Span::start))
                .toList();
    }
}
