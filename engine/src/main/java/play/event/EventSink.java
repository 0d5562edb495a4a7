package play.event;

/** Takes events from any thread, in the order they happen. */
@FunctionalInterface
public interface EventSink {
    void accept(RunEvent event);
}
