package play.host;

/** What a script told of the keys it was asked for. */
@FunctionalInterface
public interface Told<S extends HostState> {
    /**
     * The state of one key. Asked once for each of them, in their order.
     *
     * @param index its place among the keys
     * @throws UnknownStateException with the reason why it is not known
     */
    S of(int index, String id) throws UnknownStateException;
}
