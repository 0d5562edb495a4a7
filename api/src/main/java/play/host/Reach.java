package play.host;

import java.util.List;

/**
 * How far an effect goes that cannot be foreseen: the states it may touch. All others are as certain after it as
 * before. A path is meant as it is written; links of the host are not followed.
 */
public sealed interface Reach {
    /** The whole host and every service it can ask: how far a command goes. */
    Reach HOST = new Host();

    /** Of a host all that no path names, or may name: its sockets, the settings of the running kernel. */
    Reach PATHLESS = new Pathless();

    /** What stands at these absolute paths, and all below them. */
    static Reach paths(String... paths) {
        return new Paths(List.of(paths));
    }

    /** As far as any of them. */
    static Reach of(Reach... parts) {
        return new Together(List.of(parts));
    }

    boolean covers(StateKey<?> key);

    /** See {@link #HOST}. */
    record Host() implements Reach {
        @Override
        public boolean covers(StateKey<?> key) {
            return true;
        }
    }

    /** See {@link #PATHLESS}. */
    record Pathless() implements Reach {
        @Override
        public boolean covers(StateKey<?> key) {
            Place under = key.family().under();
            return !(key.realm() instanceof Realm.Service)
                    && (under.equals(Place.NOWHERE) || under.equals(Place.ANYWHERE));
        }
    }

    /** See {@link #paths}. States of services stand at no path. */
    record Paths(List<String> paths) implements Reach {
        public Paths {
            paths = List.copyOf(paths);
        }

        @Override
        public boolean covers(StateKey<?> key) {
            return !(key.realm() instanceof Realm.Service)
                    && paths.stream().anyMatch(path -> key.family().under().meets(key.id(), path));
        }
    }

    /** The states of one family on the host, and no others. */
    record Family(StateFamily<?> family) implements Reach {
        @Override
        public boolean covers(StateKey<?> key) {
            return !(key.realm() instanceof Realm.Service)
                    && key.family().whole().equals(family.whole());
        }
    }

    /** What one service holds, and nothing of the host. */
    record Service(Realm.Service service) implements Reach {
        @Override
        public boolean covers(StateKey<?> key) {
            return key.realm().equals(service);
        }
    }

    /** See {@link #of}. */
    record Together(List<Reach> parts) implements Reach {
        public Together {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean covers(StateKey<?> key) {
            return parts.stream().anyMatch(part -> part.covers(key));
        }
    }
}
