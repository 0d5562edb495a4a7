package play.converge;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.HostState;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.Place;
import play.host.Reach;
import play.host.Realm;
import play.host.StateKey;

/**
 * What a dry run has foreseen in one realm, and what it can no longer be sure of.
 *
 * <p>The absence rule: after an effect that nobody can foresee, a thing in its reach that was read as present is still
 * believed (it is stale), but a thing that was read as absent may have come into being, so it is unknown. What is
 * foreseen after such an effect is certain again, and what is out of its reach was never in doubt.
 */
final class Foresight {
    /** @param comes whether it is so only where nothing was read in its place */
    private record Entry(HostState state, long at, boolean comes) {
        Entry(HostState state, long at) {
            this(state, at, false);
        }

        boolean says(Observed<?> read) {
            return !(comes && read instanceof Observed.Known<?>(HostState there, var how) && there.present());
        }
    }

    /** A longer way of links is a circle. */
    private static final int MOST_LINKS = 8;

    private final Map<StateKey<?>, Entry> entries = new HashMap<>();

    /** When a path was foreseen to go last, whatever came into its place afterwards: that is empty. */
    private final Map<StateKey<?>, Long> removals = new HashMap<>();

    private final Doubts doubts;
    private long clock;

    Foresight() {
        this(new Doubts(), 0);
    }

    private Foresight(Doubts doubts, long clock) {
        this.doubts = doubts;
        this.clock = clock;
    }

    /** Another realm's, of which the same is no longer sure and nothing is foreseen yet. */
    synchronized Foresight likewise() {
        return new Foresight(doubts.copy(), clock);
    }

    /** @param task names the task whose effect this is, for reasons given later */
    synchronized void record(Effect effect, String task) {
        clock++;
        switch (effect) {
            case Effect.Sets<?>(StateKey<?> key, HostState after) -> {
                entries.put(key.whole(), new Entry(after, clock));
                if (after instanceof FileState.Absent) {
                    removals.put(key.whole(), clock);
                }
            }
            case Effect.Brings(List<Effect.Sets<?>> things) -> things.forEach(this::bring);
            case Effect.Opaque(String why, Reach reach) -> doubts.add(reach, why, task, clock);
        }
    }

    /** What was foreseen to be there stays; in the place of what was foreseen to go comes this. */
    private <S extends HostState> void bring(Effect.Sets<S> thing) {
        StateKey<S> key = thing.key().whole();
        @Nullable Entry now = latest(key);
        if (now == null || !now.state().present()) {
            entries.put(key, new Entry(thing.after(), clock, now == null));
        }
    }

    /**
     * The same key where a foreseen symbolic link leads: what is to be read on the host as it is, and what was foreseen
     * under the path behind the link.
     */
    synchronized <S extends HostState> StateKey<S> resolved(StateKey<S> key) {
        if (!key.family().under().equals(Place.PATH)) {
            return key;
        }
        String path = key.id();
        for (int links = 0; links < MOST_LINKS; links++) {
            String followed = followed(key.realm(), path);
            if (followed.equals(path)) {
                break;
            }
            path = followed;
        }
        return path.equals(key.id()) ? key : new StateKey<>(key.realm(), key.family(), path);
    }

    /** The path with its first foreseen link, if a directory above it is one, replaced by the target. */
    private String followed(Realm realm, String path) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String above = path.substring(0, slash);
            @Nullable Entry entry = entries.get(file(realm, above));
            if (entry != null && entry.state() instanceof FileState.Symlink(String target)) {
                return beside(above, target) + path.substring(slash);
            }
        }
        return path;
    }

    /** Where a link leads. Names on hosts need not be names on this machine. */
    private static String beside(String link, String target) {
        String whole = target.startsWith("/") ? target : link.substring(0, link.lastIndexOf('/') + 1) + target;
        Deque<String> parts = new ArrayDeque<>();
        for (String part : whole.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** What is known of a key, given what was read of it on the host as it is. */
    synchronized <S extends HostState> Observed<S> over(StateKey<S> key, Observed<S> read) {
        if (key.family() instanceof FileDigests digests
                && rewritten(key) instanceof Entry file
                && file.says(read)
                && file.state() instanceof FileState.Regular regular) {
            return digest(digests, key, regular, file.at());
        }
        @Nullable Entry entry = latest(key);
        if (key.family() instanceof FileTexts && isOvertaken(key, entry, read)) {
            return new Observed.Unknown<>("what " + key.id() + " holds is known after the run");
        }
        if (entry != null && entry.says(read)) {
            S foreseen = key.family().complete(key.family().type().cast(entry.state()), read);
            return new Observed.Known<>(foreseen, since(key, entry.at()));
        }
        return read instanceof Observed.Known<S>(S value, Certainty how)
                ? doubts.of(key).map(doubt -> doubted(value, doubt)).orElse(read)
                : read;
    }

    private static <S extends HostState> Observed<S> doubted(S read, Doubts.Doubt doubt) {
        return read.present() ? new Observed.Known<>(read, Certainty.STALE) : new Observed.Unknown<>(doubt.reason());
    }

    /** How sure is what was foreseen of a key at a time. */
    private Certainty since(StateKey<?> key, long at) {
        return doubts.of(key).filter(doubt -> doubt.at() > at).isEmpty() ? Certainty.FORESEEN : Certainty.STALE;
    }

    /** What was foreseen of a file, where that says what it holds. */
    private @Nullable Entry rewritten(StateKey<?> key) {
        @Nullable Entry file = latest(file(key.realm(), key.id()));
        return file != null
                        && file.state() instanceof FileState.Regular after
                        && !after.sha256().equals(FileState.UNREAD)
                ? file
                : null;
    }

    /** From the text that was foreseen with the file, where it is still the file's. */
    private <S extends HostState> Observed<S> digest(
            FileDigests digests, StateKey<S> key, FileState.Regular file, long at) {
        @Nullable Entry text = latest(new StateKey<>(key.realm(), new FileTexts(), key.id()));
        FileDigest digest = text != null
                        && text.state() instanceof FileText.Held(var bytes, boolean secret)
                        && file.sha256().is(bytes.sha256())
                ? digests.of(bytes)
                : new FileDigest.Untold("this digest of " + key.id() + " is known after the run");
        return new Observed.Known<>(key.family().type().cast(digest), since(key, at));
    }

    /** Whether a file was foreseen anew, with other content, since its text was foreseen or read. */
    private boolean isOvertaken(StateKey<?> key, @Nullable Entry text, Observed<?> read) {
        @Nullable Entry file = latest(file(key.realm(), key.id()));
        if (file == null
                || !file.says(read)
                || (text != null && text.at() > file.at())
                || !(file.state() instanceof FileState.Regular after)) {
            return false;
        }
        @Nullable
        Object held = text != null
                ? text.state()
                : read instanceof Observed.Known<?>(HostState found, var how) ? found : null;
        boolean same = held instanceof FileText.Held(var bytes, boolean secret)
                && after.sha256().is(bytes.sha256());
        return !same && !after.sha256().equals(FileState.UNREAD);
    }

    /** Why something not yet seen may still come true, if anything was foreseen or may have happened. */
    synchronized Optional<String> pending() {
        return doubts.latest()
                .map(Doubts.Doubt::reason)
                .or(() -> entries.isEmpty() ? Optional.empty() : Optional.of("earlier changes are only predicted"));
    }

    /** The newest entry that says something of the key; removing a directory removes what is below it. */
    private <S extends HostState> @Nullable Entry latest(StateKey<S> key) {
        @Nullable Entry own = outdated(key, entries.get(key.whole()));
        Optional<S> absent = key.family().absent();
        if (absent.isEmpty() || !key.family().under().equals(Place.PATH)) {
            return own;
        }
        long gone = gone(file(key.realm(), key.id()));
        return gone > (own == null ? 0 : own.at()) ? new Entry(absent.get(), gone) : own;
    }

    /** When what stands at a path, or a directory above it, was foreseen to go last; 0 where nothing was. */
    private long gone(StateKey<FileState> file) {
        @Nullable Entry now = entries.get(file);
        long latest = now != null && now.state() instanceof FileState.Absent ? now.at() : 0;
        for (String above = parent(file.id()); !above.isEmpty(); above = parent(above)) {
            latest = Math.max(latest, removals.getOrDefault(file(file.realm(), above), 0L));
        }
        return latest;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    /** What is told of a key by the newest change of a file at its place, or what was foreseen of it after that. */
    private <S extends HostState> @Nullable Entry outdated(StateKey<S> key, @Nullable Entry own) {
        if (key.family().afterChangesBelow().isEmpty()) {
            return own == null ? null : overtaken(key, own);
        }
        long at = own == null ? 0 : own.at();
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().at() > at && isToldBy(key, entry.getKey()))
                .filter(entry -> !holds(key, entry.getKey(), entry.getValue()))
                .max(Comparator.comparingLong(entry -> entry.getValue().at()))
                .flatMap(last -> key.family()
                        .afterChangesBelow(last.getKey())
                        .map(state -> new Entry(state, last.getValue().at())))
                .orElse(own);
    }

    /** What was foreseen of a key, as the changes of others that were foreseen later leave it. */
    private <S extends HostState> Entry overtaken(StateKey<S> key, Entry own) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().at() > own.at()
                        && entry.getKey().realm().equals(key.realm()))
                .sorted(Comparator.comparingLong(entry -> entry.getValue().at()))
                .reduce(
                        own,
                        (now, later) -> key.family()
                                .afterChangeOf(
                                        later.getKey(),
                                        key.id(),
                                        key.family().type().cast(now.state()))
                                .map(state -> new Entry(state, later.getValue().at(), own.comes()))
                                .orElse(now),
                        (one, other) -> other);
    }

    /** Whether all that is told is a directory that a folder of the family is, or stands in: what is there stays. */
    private static boolean holds(StateKey<?> key, StateKey<?> file, Entry entry) {
        return entry.state() instanceof FileState.Directory
                && key.family().under() instanceof Place.Folders(List<String> folders)
                && folders.stream().anyMatch(folder -> Place.isWithin(folder, file.id()));
    }

    private static boolean isToldBy(StateKey<?> key, StateKey<?> other) {
        boolean below = other.family() instanceof Files && key.family().under().meets(key.id(), other.id());
        return other.realm().equals(key.realm()) && (below || key.family().tellsOf(key.id(), other));
    }

    private static StateKey<FileState> file(Realm realm, String path) {
        return new StateKey<>(realm, new Files(true), path);
    }
}
