package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import play.playbook.Handler;
import play.playbook.Handlers;

/**
 * Where each host stands: failed, done with the play, and which handlers it has notified. A host that has failed takes
 * no further part in the run unless a {@code rescue} or {@code meta: clear_host_errors} brings it back. Safe for use by
 * many threads.
 */
final class HostStates {
    private final Map<String, Failure> failed = new ConcurrentHashMap<>();
    private final Map<String, Set<Failure>> suspended = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Set<String> guarded = ConcurrentHashMap.newKeySet();
    private final Map<String, Notices> notices = new ConcurrentHashMap<>();
    private final RoleRuns roles = new RoleRuns();
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private final Map<String, Handlers> handlers = new ConcurrentHashMap<>();

    /** A failure that is left aside while the host does what follows in any case. */
    private record Suspended(String host, Failure failure) {}

    /** What a host has notified. Guarded by itself. */
    private static final class Notices {
        private final Set<Handler> sure = new LinkedHashSet<>();
        private final Map<Handler, String> possible = new LinkedHashMap<>();
    }

    /** The handlers of the play under way, as these hosts know them. */
    void handlers(List<String> hosts, Handlers known) {
        hosts.forEach(host -> handlers.put(host, known));
    }

    private Handlers handlers(String host) {
        return handlers.getOrDefault(host, Handlers.NONE);
    }

    /** The first failure of a host counts until it is dealt with. */
    void fail(String host, Failure failure) {
        failed.putIfAbsent(host, failure);
    }

    Optional<Failure> failure(String host) {
        return Optional.ofNullable(failed.get(host));
    }

    /** All that have failed and take no further part. */
    Set<String> failed() {
        Set<String> all = new TreeSet<>(failed.keySet());
        all.addAll(suspended.keySet());
        return all;
    }

    /** The hosts come to something that may deal with their failures. */
    void guard(List<String> hosts) {
        guarded.addAll(hosts);
    }

    /** They have left it: failures that they have now stay. */
    void unguard(List<String> hosts) {
        hosts.forEach(guarded::remove);
    }

    /** Whether the host has failed, and nothing is about to deal with that; one that is lost does not count. */
    boolean hasFailedForGood(String host) {
        return !guarded.contains(host)
                && failure(host).filter(Failure::isRescuable).isPresent();
    }

    /** The host goes on: its failure was dealt with. */
    void recover(String host) {
        failed.remove(host);
    }

    /** Something that hosts do although they have failed. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Does what failed hosts do all the same, {@code always} and forced handlers, if they can be reached; they stay
     * failed.
     */
    void despiteFailures(List<String> hosts, Work work) throws InterruptedException {
        List<Suspended> before = new ArrayList<>();
        hosts.forEach(host -> failure(host)
                .filter(Failure::isRescuable)
                .ifPresent(failure -> before.add(new Suspended(host, failure))));
        before.forEach(one -> failed.remove(one.host()));
        before.forEach(this::suspend);
        work.run();
        before.stream().filter(this::resume).forEach(one -> failed.put(one.host(), one.failure()));
    }

    private void suspend(Suspended one) {
        suspended
                .computeIfAbsent(one.host(), host -> ConcurrentHashMap.newKeySet())
                .add(one.failure());
    }

    /** Whether it was still left aside. */
    private boolean resume(Suspended one) {
        @Nullable Set<Failure> ofHost = suspended.get(one.host());
        if (ofHost == null || !ofHost.remove(one.failure())) {
            return false;
        }
        suspended.computeIfPresent(one.host(), (host, left) -> left.isEmpty() ? null : left);
        return true;
    }

    /** {@code meta: clear_host_errors}: whoever has left the play stays away from it, and takes part in the next. */
    List<String> clearErrors(List<String> hosts) {
        List<String> cleared = new ArrayList<>();
        for (String host : hosts) {
            boolean aside = suspended.remove(host) != null;
            boolean gone = failed.remove(host) != null;
            if (gone) {
                ended.add(host);
            }
            if (aside || gone) {
                cleared.add(host);
            }
        }
        return cleared;
    }

    /** The host is done with this play. */
    void end(String host) {
        ended.add(host);
    }

    void startPlay() {
        ended.clear();
        notices.clear();
        handlers.clear();
        reached.clear();
        roles.startPlay();
    }

    /** Whether no host of the play has come to this task before; asked once by each that does. */
    boolean isFirst(String task) {
        return reached.add(task);
    }

    /** Which roles hosts have been through. */
    RoleRuns roles() {
        return roles;
    }

    /** Who is done is so with a batch: to the next ones, hosts of earlier batches are hosts of the play. */
    void startBatch() {
        ended.clear();
    }

    /** Those of {@code hosts} that take part now, in order. */
    List<String> active(List<String> hosts) {
        return hosts.stream()
                .filter(host -> !failed.containsKey(host) && !ended.contains(host))
                .toList();
    }

    /** Whether it belongs to {@code ansible_play_hosts}: neither failed nor done. */
    boolean isSound(String host) {
        return !failed.containsKey(host) && !suspended.containsKey(host) && !ended.contains(host);
    }

    /** Those of {@code hosts} that can be reached as far as is known, failed ones among them. */
    List<String> reachable(List<String> hosts) {
        return hosts.stream()
                .filter(host -> failure(host)
                        .filter(failure -> failure.kind() == Failure.Kind.UNREACHABLE)
                        .isEmpty())
                .toList();
    }

    /**
     * Whether a handler, or one that listens, has this name.
     *
     * @param due which of those that the name means have anything to do
     */
    boolean notify(String host, String name, Predicate<Handler> due) {
        List<Handler> meant = handlers(host).notified(name);
        Notices own = of(host);
        synchronized (own) {
            meant.stream().filter(due).forEach(own.sure::add);
        }
        return !meant.isEmpty();
    }

    /** A dry run cannot tell whether the handler was notified. */
    void mayNotify(String host, String name, String why) {
        Notices own = of(host);
        synchronized (own) {
            handlers(host).notified(name).forEach(handler -> own.possible.putIfAbsent(handler, why));
        }
    }

    /** Whoever of these hosts has notified the one has notified the other. */
    void replace(List<String> hosts, Handler former, Handler by) {
        for (String host : hosts) {
            Notices own = of(host);
            synchronized (own) {
                if (own.sure.remove(former)) {
                    own.sure.add(by);
                }
                Optional.ofNullable(own.possible.remove(former)).ifPresent(why -> own.possible.put(by, why));
            }
        }
    }

    /** Whether the host has notified the handler; the notification is taken back, because it is about to run. */
    boolean take(String host, Handler handler) {
        Notices own = of(host);
        synchronized (own) {
            return own.sure.remove(handler);
        }
    }

    /** Why the handler may have been notified, if it may have but surely was not. */
    Optional<String> possible(String host, Handler handler) {
        Notices own = of(host);
        synchronized (own) {
            return own.sure.contains(handler) ? Optional.empty() : Optional.ofNullable(own.possible.get(handler));
        }
    }

    void forgetMaybe(String host) {
        Notices own = of(host);
        synchronized (own) {
            own.possible.clear();
        }
    }

    private Notices of(String host) {
        return notices.computeIfAbsent(host, name -> new Notices());
    }
}
