package play.module;

import java.util.function.Consumer;

/** Is told of work that lasts, a line at a time: {@code building kube-apiserver from source}. */
@FunctionalInterface
public interface Progress extends Consumer<String> {
    /**
     * Some of what is brought somewhere has got there; said again and again.
     *
     * @param what a name for people
     * @param done bytes so far
     * @param all bytes in all, 0 where nobody knows
     */
    default void moved(String what, long done, long all) {}
}
