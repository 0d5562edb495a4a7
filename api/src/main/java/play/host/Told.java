package play.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** The state that a record tells of. */
    @FunctionalInterface
    interface Reading<S extends HostState> {
        S of(Fields fields) throws UnknownStateException;
    }

    /**
     * The states that records tell of; the last one counts where several have one id.
     *
     * @param id the field that holds the id
     * @param absent the state of what no record names
     */
    static <S extends HostState> Told<S> each(List<Fields> records, String id, S absent, Reading<S> reading)
            throws UnknownStateException {
        Map<String, S> states = new HashMap<>();
        for (Fields fields : records) {
            states.put(fields.text(id), reading.of(fields));
        }
        return (index, key) -> states.getOrDefault(key, absent);
    }
}
