package play.module;

import java.util.Map;
import play.value.Content;

/**
 * Makes things on the controller; the only part of a module that has a clock, random numbers, a file system and the
 * network. Found by {@link java.util.ServiceLoader}.
 *
 * @param <R> the recipes it carries out
 */
public interface Producer<R extends Recipe> {
    Class<R> recipe();

    /**
     * Makes it, or opens what an earlier run made if that still fits the recipe. Called once per key and run. What it
     * keeps it writes atomically, mode 0600.
     *
     * @return the parts by name; secret ones as hidden content, large ones as local files
     */
    Map<String, Content> produce(R recipe, Workshop workshop) throws ProductionException, InterruptedException;

    /** What makes a recipe's parts; see {@link Producer#produce}. */
    @FunctionalInterface
    interface Making<R extends Recipe> {
        Map<String, Content> of(R recipe, Workshop workshop) throws ProductionException, InterruptedException;
    }

    /** A producer that is one function. */
    static <R extends Recipe> Producer<R> of(Class<R> recipe, Making<R> making) {
        return new Producer<>() {
            @Override
            public Class<R> recipe() {
                return recipe;
            }

            @Override
            public Map<String, Content> produce(R made, Workshop workshop)
                    throws ProductionException, InterruptedException {
                return making.of(made, workshop);
            }
        };
    }
}
