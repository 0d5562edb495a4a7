package play.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * States of one kind that a single script reads, however many keys are asked for. Compared by value: a family is a
 * record of what it takes to read it, often of nothing.
 *
 * @param <S> what is read for a key
 */
public interface StateFamily<S extends HostState> {
    /** Short and singular, as events and diffs show it: {@code file}, {@code package}, {@code unit}. */
    String name();

    Class<S> type();

    /** One script that reads all the keys, with no effect on the host. */
    Script read(List<StateKey<S>> keys);

    /**
     * What {@link #read} told of the keys.
     *
     * @throws UnknownStateException it told nothing of any of them
     */
    Told<S> told(List<StateKey<S>> keys, ScriptResult result) throws UnknownStateException;

    /** Whether what {@link #read} prints may hold secrets, so that no reason may quote it. */
    default boolean secret() {
        return false;
    }

    /** The states of exactly these keys; {@code Unknown} where nothing was told. */
    default Map<StateKey<S>, Observed<S>> parse(List<StateKey<S>> keys, ScriptResult result) {
        Map<StateKey<S>, Observed<S>> states = new LinkedHashMap<>();
        try {
            Told<S> told = told(keys, result);
            for (int i = 0; i < keys.size(); i++) {
                states.put(keys.get(i), observed(told, i, keys.get(i)));
            }
        } catch (UnknownStateException e) {
            keys.forEach(key -> states.put(key, e.about(key)));
        }
        return states;
    }

    private static <S extends HostState> Observed<S> observed(Told<S> told, int index, StateKey<S> key) {
        try {
            return Observed.read(told.of(index, key.id()));
        } catch (UnknownStateException e) {
            return e.about(key);
        }
    }

    /** For how long a state that was read holds, whatever tasks do meanwhile. */
    enum Lifetime {
        /** For the task it was read for. */
        TASK,
        /** Until a play gathers facts again. */
        FACTS,
        /** As long as the connection of that user. */
        CONNECTION
    }

    /** Where its states stand among the paths of a host. Who says nothing is in doubt whenever files are. */
    default Place under() {
        return Place.ANYWHERE;
    }

    /** What a program may write that means a state: its id, and the last part of a path. */
    default List<String> names(String id) {
        return List.of(id, id.substring(id.lastIndexOf('/') + 1));
    }

    /**
     * Whether a state tells of another one too, beside files at its place: of those of all users, for example. Once
     * that one is foreseen to change, it is {@link #afterChangesBelow}.
     */
    default boolean tellsOf(String id, StateKey<?> other) {
        return false;
    }

    /**
     * The state once a file at its place ({@link #under}) is foreseen to change, where that tells it: what a program
     * has read of files is out of date then.
     */
    default Optional<S> afterChangesBelow() {
        return Optional.empty();
    }

    /** The same, where it matters which of them is the last that is foreseen to change. */
    default Optional<S> afterChangesBelow(StateKey<?> last) {
        return afterChangesBelow();
    }

    /**
     * What a state that was foreseen becomes once another is foreseen to change after it: a unit is out of date when a
     * file it is made of is newer. Nothing where it stays as it is.
     */
    default Optional<S> afterChangeOf(StateKey<?> other, String id, S foreseen) {
        return Optional.empty();
    }

    /**
     * The state of what is not there, where states stand at paths ({@link Place#PATH}): it is that of all below a
     * directory that goes. Who says nothing is not told that it went.
     */
    default Optional<S> absent() {
        return Optional.empty();
    }

    /** Whether a task tells of its changes: not of what comes along with others and is known only while it is done. */
    default boolean isTold() {
        return true;
    }

    /**
     * Whether only a dry run reads it, because it serves to foresee what a change brings and is dear to read. A run
     * goes without: it is unknown there.
     */
    default boolean isForesight() {
        return false;
    }

    /**
     * Whether its states may be read before the turn of the task that asks for them, and believed if they are as
     * wanted: only what is done on the host changes them, and reading them leaves no trace. Who says nothing means it
     * where files tell them.
     */
    default boolean isReadAhead() {
        return !under().equals(Place.ANYWHERE) && !under().equals(Place.NOWHERE);
    }

    /**
     * A shell command that reads the host and succeeds only while the state of a key is this one, so that a change can
     * be planned from what was read before, and is not begun if that is no longer so. Nothing where that cannot be told
     * exactly, or takes more than two or three processes.
     */
    default Optional<String> still(StateKey<S> key, S state) {
        return Optional.empty();
    }

    /** How long what was read of it is kept. */
    default Lifetime lifetime() {
        return Lifetime.TASK;
    }

    /** Whether reading again right after a change shows the change; events of the past, for example, do not. */
    default boolean rereadable() {
        return true;
    }

    /**
     * Whether what is done to a state of another family is done to that of this one with the same key, though nobody
     * foresees how: after a change of a file its digests are others. What a task asked for of it is then read again.
     */
    default boolean follows(StateFamily<?> other) {
        return false;
    }

    /** The family that reads the same states in full: this one, unless it leaves out what is dear to read. */
    default StateFamily<S> whole() {
        return this;
    }

    /**
     * What this family reads of a state that is known in full: all of it, unless it leaves out what is dear to read.
     */
    default S part(S whole) {
        return whole;
    }

    /**
     * A state that somebody foresaw without having read it in full, with what it leaves open taken from {@code read}.
     */
    default S complete(S foreseen, Observed<S> read) {
        return foreseen;
    }

    /** A key of this family on the host a task acts upon. */
    default StateKey<S> key(String id) {
        return new StateKey<>(Realm.TARGET, this, id);
    }
}
