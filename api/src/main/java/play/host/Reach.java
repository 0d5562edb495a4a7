package play.host;

import java.util.List;
import java.util.Set;

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

    /** The same, but only what names a path itself: not what a program tells by going by files there, such as units. */
    static Reach files(String... paths) {
        return new Standing(paths(paths));
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

    /** See {@link #files}. */
    record Standing(Reach paths) implements Reach {
        @Override
        public boolean covers(StateKey<?> key) {
            return !(key.family().under() instanceof Place.Folders) && paths.covers(key);
        }
    }

    /**
     * What one of these words names: a unit or a user of that name, what stands at a path that is such a word or ends
     * in one, and the directories above such a path, which may be made too. So far goes a program that spells what it
     * makes.
     */
    record Named(Set<String> words) implements Reach {
        public Named {
            words = Set.copyOf(words);
        }

        @Override
        public boolean covers(StateKey<?> key) {
            if (key.realm() instanceof Realm.Service) {
                return false;
            }
            Place under = key.family().under();
            return key.family().names(key.id()).stream().anyMatch(words::contains)
                    || (under.equals(Place.PATH) && words.stream().anyMatch(word -> Place.isWithin(word, key.id())))
                    || ((under.equals(Place.TREE) || under.equals(Place.MATCHING))
                            && words.stream().anyMatch(word -> word.startsWith("/") && under.meets(key.id(), word)));
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
