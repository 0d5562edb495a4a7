package play.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import play.playbook.Handler;
import play.playbook.RoleCall;
import play.playbook.RoleUse;
import play.playbook.Step;

/** What steps bring into the play they are read for: roles and handlers. Used by one thread. */
final class PlayParts {
    private final List<RoleUse> roles = new ArrayList<>();
    private final List<List<Handler>> handlers = new ArrayList<>();
    private final Set<RoleCall> ran = new HashSet<>();
    private final Map<Step, Set<String>> topics = new IdentityHashMap<>();
    private boolean handling;
    private boolean here;
    private boolean complete = true;

    void add(RoleUse role, List<Handler> itsHandlers) {
        roles.add(role);
        addPrivate(itsHandlers);
    }

    /** Of a role whose variables only its own steps see. */
    void addPrivate(List<Handler> itsHandlers) {
        if (!itsHandlers.isEmpty()) {
            handlers.add(itsHandlers);
        }
    }

    /** Whether a role called in this very way is new to the play; from now on it is not. */
    boolean isFirst(RoleCall call) {
        return ran.add(call);
    }

    /** All of it is done on this machine. */
    void here() {
        here = true;
    }

    boolean isHere() {
        return here;
    }

    /** Reads handlers. */
    <T> T handling(Supplier<T> read) {
        boolean before = handling;
        handling = true;
        try {
            return read.get();
        } finally {
            handling = before;
        }
    }

    /** Whether what is read are handlers, or stands in them. */
    boolean isHandling() {
        return handling;
    }

    /** What a step listens to that may be a handler. */
    void listens(Step step, Set<String> to) {
        topics.put(step, to);
    }

    Set<String> topics(Step step) {
        return topics.getOrDefault(step, Set.of());
    }

    /** Something could not be read, so it cannot be told which names it defines. */
    void lose() {
        complete = false;
    }

    /** The same; where it is nothing, something could not be read. */
    <T> Optional<T> needs(Optional<T> read) {
        if (read.isEmpty()) {
            lose();
        }
        return read;
    }

    boolean isComplete() {
        return complete;
    }

    /** What could not be read is of no matter. */
    void restore(boolean wasComplete) {
        complete = wasComplete;
    }

    List<RoleUse> roles() {
        return roles;
    }

    List<List<Handler>> handlers() {
        return handlers;
    }
}
