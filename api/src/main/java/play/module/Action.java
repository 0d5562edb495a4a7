package play.module;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.HostState;
import play.host.Script;
import play.host.StateKey;
import play.value.Content;

/** One step of a plan, as data. A run carries it out; a dry run believes its effects. */
public sealed interface Action {
    /** What it leaves behind. */
    List<Effect> effects();

    /**
     * Writes a whole file atomically: a temporary name in the same directory, attributes, check, fsync, rename. A file
     * that is replaced hands on its SELinux label, access list and extended attributes, and its capabilities where its
     * owner stays.
     *
     * @param after what stands there afterwards; its owner, group and mode are set where they are known
     * @param replacing the check that is run on the temporary file before the rename, and what to do where it can't be
     *     renamed
     */
    record WriteFile(String path, Content content, FileState.Regular after, Replacing replacing) implements Action {
        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Sets<>(Files.at(path), after));
        }
    }

    /** Makes one directory; its parent must be there. */
    record MakeDirectory(String path, FileState.Directory after) implements Action {
        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Sets<>(Files.withoutDigest(path), after));
        }
    }

    /** Sets owner, group and mode of a file or directory to those of {@code after}, as far as they differ. */
    record SetAttributes(String path, FileState after) implements Action {
        @Override
        public List<Effect> effects() {
            boolean read =
                    after instanceof FileState.Regular file && !file.sha256().equals(FileState.UNREAD);
            return List.of(new Effect.Sets<>(read ? Files.at(path) : Files.withoutDigest(path), after));
        }
    }

    /** Makes a symbolic link, atomically, in place of whatever file or link stands at the path. */
    record Link(String path, String target) implements Action {
        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Sets<>(Files.withoutDigest(path), new FileState.Symlink(target)));
        }
    }

    /** Removes what stands at a path, with all below it. */
    record Remove(String path) implements Action {
        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Sets<>(Files.withoutDigest(path), FileState.ABSENT));
        }
    }

    /**
     * Runs a script on the host.
     *
     * @param title what it does, for reports of partial work: {@code systemctl enable etcd}
     */
    record Run(String title, Script script, List<Effect> effects) implements Action {
        public Run {
            effects = List.copyOf(effects);
        }
    }

    /**
     * Reads a state again and again until it is as wanted. A dry run believes that it comes true.
     *
     * @param condition true when it is as wanted; {@code wanted} says it in words
     */
    record Await<S extends HostState>(
            StateKey<S> key, Predicate<S> condition, String wanted, Duration deadline, List<Effect> effects)
            implements Action {
        public Await {
            effects = List.copyOf(effects);
        }
    }

    /**
     * Leaves the connection at hand and makes a new one, which shows that the host still lets anybody in. That the
     * answer to the step before it was lost is no failure, since that step may have cut the connection; the step after
     * it must tell.
     *
     * @param within how long to try; past it the host counts as unreachable
     */
    record Reconnect(Duration within) implements Action {
        @Override
        public List<Effect> effects() {
            return List.of();
        }
    }

    /**
     * Waits for a host that goes down and comes back: makes new connections until one finds a state as wanted. That the
     * answer to the step before it was lost is no failure. The controller is never waited for: nobody would.
     *
     * @param condition true when it is as wanted; {@code wanted} says it in words
     * @param pause how long to leave the host alone first
     * @param deadline how long to try after that; past it the step has failed
     */
    record AwaitReturn<S extends HostState>(
            StateKey<S> key, Predicate<S> condition, String wanted, Duration pause, Duration deadline)
            implements Action {
        @Override
        public List<Effect> effects() {
            return List.of();
        }
    }

    /**
     * Has something made (or opened, where it is already there) on the controller: a certificate, an artifact. Carried
     * out by the {@link Producer} of the recipe, once per key however many hosts ask. {@link Content.Produced} refers
     * to its parts.
     */
    record Produce(String key, Recipe recipe, List<Effect> effects) implements Action {
        public Produce {
            effects = List.copyOf(effects);
        }
    }
}
