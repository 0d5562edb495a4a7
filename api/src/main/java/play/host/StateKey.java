package play.host;

/**
 * Names one state: where it lives, how it is read, and which one. Plain data, so that reads can be joined.
 *
 * @param id what the family calls it: a path, a package, a unit
 */
public record StateKey<S extends HostState>(Realm realm, StateFamily<S> family, String id) {
    /** The key of the same thing that is read in full; what is foreseen of one is foreseen of both. */
    public StateKey<S> whole() {
        StateFamily<S> whole = family.whole();
        return whole.equals(family) ? this : new StateKey<>(realm, whole, id);
    }

    @Override
    public String toString() {
        return family.name() + " " + id;
    }
}
