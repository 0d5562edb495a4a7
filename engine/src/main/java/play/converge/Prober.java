package play.converge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.event.OutputTail;
import play.host.HostException;
import play.host.HostState;
import play.host.Observed;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/** Reads states: one script per family, all scripts for a shell in one round trip. */
final class Prober implements Reading {
    private final Session session;
    private final Realms realms;

    Prober(Session session, Realms realms) {
        this.session = session;
        this.realms = realms;
    }

    @Override
    public Map<StateKey<?>, Observed<?>> read(List<StateKey<?>> keys) throws HostException, InterruptedException {
        Map<StateKey<?>, Observed<?>> states = new HashMap<>();
        List<StateKey<?>> onTarget = new ArrayList<>();
        List<StateKey<?>> onController = new ArrayList<>();
        for (StateKey<?> key : keys) {
            (key.realm() instanceof Realm.Controller ? onController : onTarget).add(key);
        }
        states.putAll(readOn(session, onTarget));
        if (!onController.isEmpty()) {
            Session controller = realms.controller();
            states.putAll(controller.inTurn(() -> readOn(controller, onController)));
        }
        return states;
    }

    @Override
    public Reading inTurn() {
        return this;
    }

    /** A read that was cut off by a lost connection is simply made again, once. */
    private static Map<StateKey<?>, Observed<?>> readOn(Session on, List<StateKey<?>> keys)
            throws HostException, InterruptedException {
        Map<StateKey<?>, Observed<?>> states = new HashMap<>();
        List<StateKey<?>> unread = new ArrayList<>();
        for (StateKey<?> key : keys) {
            if (on.kept().containsKey(key)) {
                states.put(key, on.kept().get(key));
            } else {
                unread.add(key);
            }
        }
        if (unread.isEmpty()) {
            return states;
        }
        List<Batch<?>> batches = Batch.of(unread);
        List<Script> scripts = batches.stream().<Script>map(Batch::script).toList();
        List<ScriptResult> results;
        try {
            results = on.shell().run(scripts);
        } catch (HostException.Interrupted e) {
            results = on.shell().run(scripts);
        }
        for (int i = 0; i < batches.size(); i++) {
            states.putAll(batches.get(i).parse(results.get(i)));
        }
        states.forEach((key, state) -> {
            if (key.family().lifetime() != StateFamily.Lifetime.TASK) {
                on.kept().put(key, state);
            }
        });
        return states;
    }

    /** All keys of one family. */
    record Batch<S extends HostState>(StateFamily<S> family, List<StateKey<S>> keys) {
        static List<Batch<?>> of(List<StateKey<?>> keys) {
            Map<StateFamily<?>, List<StateKey<?>>> byFamily = new LinkedHashMap<>();
            keys.forEach(key -> byFamily.computeIfAbsent(key.family(), family -> new ArrayList<>())
                    .add(key));
            List<Batch<?>> batches = new ArrayList<>();
            byFamily.forEach((family, members) -> batches.add(batch(family, members)));
            return batches;
        }

        @SuppressWarnings("unchecked") // the keys were grouped by this very family
        private static <S extends HostState> Batch<S> batch(StateFamily<S> family, List<StateKey<?>> members) {
            return new Batch<>(
                    family, members.stream().map(key -> (StateKey<S>) key).toList());
        }

        Script script() {
            return family.read(keys);
        }

        /**
         * Families say themselves what is wrong with an answer. That none of them ends more than what needs it is seen
         * to here, without a word of standard output, which may be secret.
         */
        Map<StateKey<?>, Observed<?>> parse(ScriptResult result) {
            try {
                return new HashMap<>(family.parse(keys, result));
            } catch (RuntimeException | StackOverflowError e) {
                String words = result.err().isBlank() ? "" : ": " + OutputTail.last(result.err());
                Map<StateKey<?>, Observed<?>> states = new HashMap<>();
                keys.forEach(key -> states.put(
                        key, new Observed.Unknown<>("the host's answer about " + key + " cannot be read" + words)));
                return states;
            }
        }
    }
}
