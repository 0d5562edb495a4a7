package play.converge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.host.HostException;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;

/**
 * Says what was seen before, as long as the host can tell when its turn comes whether that is still so. A change that
 * is planned from it is begun only then.
 */
final class GuessedReads implements Reading {
    private final Session session;
    private final Prober prober;

    /** What says on the host that they are right. */
    private final Map<StateKey<?>, String> checks = new LinkedHashMap<>();

    private boolean missed;
    private boolean inTurn;

    GuessedReads(Session session, Realms realms) {
        this.session = session;
        this.prober = new Prober(session, realms);
    }

    /** Whether anything was asked for that cannot be guessed. */
    boolean missed() {
        return missed;
    }

    @Override
    public Map<StateKey<?>, Observed<?>> read(List<StateKey<?>> keys) throws HostException, InterruptedException {
        Map<StateKey<?>, Observed<?>> states = new HashMap<>();
        List<StateKey<?>> unknown = new ArrayList<>();
        for (StateKey<?> key : keys) {
            session.ahead()
                    .guess(key)
                    .filter(state -> isChecked(key, state))
                    .ifPresentOrElse(state -> states.put(key, state), () -> unknown.add(key));
        }
        if (!inTurn && unknown.stream().anyMatch(session::isToBeRead)) {
            missed = true;
            unknown.forEach(key -> states.put(key, new Observed.Unknown<>("nobody has looked at " + key + " yet")));
        } else if (!unknown.isEmpty()) {
            states.putAll(prober.read(unknown));
        }
        return states;
    }

    private boolean isChecked(StateKey<?> key, Observed<?> state) {
        @Nullable HostState value = state instanceof Observed.Known<?>(HostState known, var how) ? known : null;
        Optional<String> check = value == null ? Optional.empty() : check(key, value);
        check.ifPresent(text -> checks.put(key, text));
        return check.isPresent();
    }

    private static <S extends HostState> Optional<String> check(StateKey<S> key, HostState state) {
        return key.family().still(key, key.family().type().cast(state));
    }

    /** What cannot be guessed is read now, which is its turn. */
    @Override
    public Reading inTurn() {
        inTurn = true;
        return this;
    }

    @Override
    public Optional<Script> still() {
        return checks.isEmpty()
                ? Optional.empty()
                : Optional.of(Script.of(checks.values().stream()
                        .distinct()
                        .map(check -> "{ " + check + "\n} || exit 1\n")
                        .collect(Collectors.joining())));
    }
}
