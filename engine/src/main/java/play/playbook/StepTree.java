package play.playbook;

import java.util.List;
import java.util.stream.Stream;

/** Walks steps in depth. */
public final class StepTree {
    private StepTree() {}

    /**
     * The steps and all below them, each before what it holds; those of includes whose name is literal are below them.
     */
    public static Stream<Step> all(List<Step> steps) {
        return steps.stream().flatMap(StepTree::all);
    }

    /** A step and all below it. */
    public static Stream<Step> all(Step step) {
        return switch (step) {
            case Block block ->
                Stream.of(Stream.of(step), all(block.body()), all(block.rescue()), all(block.always()))
                        .flatMap(steps -> steps);
            case Include include ->
                Stream.concat(
                        Stream.of(step),
                        include.loaded().stream()
                                .flatMap(loaded -> Stream.concat(
                                        all(loaded.steps()),
                                        loaded.handlers().stream().flatMap(handler -> all(handler.step())))));
            case Task task -> Stream.of(step);
            case Meta meta -> Stream.of(step);
        };
    }

    /** All steps of a play: of its sections and of its handlers. */
    public static Stream<Step> all(Play play) {
        return Stream.concat(
                all(play.steps().all()), play.handlers().all().stream().flatMap(handler -> all(handler.step())));
    }
}
