package play.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.playbook.Handler;
import play.run.Approvals;
import play.run.Ledger;
import play.savedplan.Fingerprints;

/** The ledger of a run that goes on with an earlier one. Safe for use by many threads. */
public final class Continued implements Ledger {
    private final KeptRun earlier;
    private final Past past;
    private final Fingerprints fingerprints;
    private final Seal seal;
    private final Ledger now;

    /** Hosts on which this run itself had to change something: what follows there is done as in a run of its own. */
    private final Set<String> anew = ConcurrentHashMap.newKeySet();

    /** @param now keeps what is done from here on */
    public Continued(KeptRun earlier, Fingerprints fingerprints, Ledger now) {
        this.earlier = earlier;
        this.past = new Past(earlier.entries());
        this.fingerprints = fingerprints;
        this.seal = new Seal(fingerprints, UnaryOperator.identity());
        this.now = now;
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Optional<Earlier> taken(Call call) {
        Entry.Instance own = RunKeeper.instance(call.instance());
        boolean elsewhere = !call.acted().equals(own.host());
        if (elsewhere && anew.contains(call.acted())) {
            return Optional.empty();
        }
        return past.taken(own, fingerprints.of(call.given()))
                .filter(done -> !anew.contains(done.instance().host()))
                .flatMap(this::ending)
                .map(ending -> new Earlier(earlier.id(), ending));
    }

    @Override
    public Optional<Earlier> changed(Approvals.Instance instance, CallSource call) throws ExpressionException {
        Entry.Instance one = RunKeeper.instance(instance);
        if (!past.hasChanged(one)) {
            return Optional.empty();
        }
        Ending ending = past.done(one, fingerprints.of(call.call().given()))
                .flatMap(this::ending)
                .orElse(new Ending(true, Optional.empty(), Map.of()));
        return Optional.of(new Earlier(earlier.id(), ending));
    }

    /** Nothing where a value in it cannot be read. */
    private Optional<Ending> ending(Entry.Done done) {
        Optional<Object> registered = seal.open(done.registered());
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        if (seal.open(done.facts()).orElse(Map.of()) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> facts.put(String.valueOf(name), value));
        }
        boolean whole = (done.registered().isEmpty() || registered.isPresent())
                && (done.facts().isEmpty() || !facts.isEmpty());
        return whole ? Optional.of(new Ending(done.changed(), registered, facts)) : Optional.empty();
    }

    @Override
    public boolean hasHandled(String host, TaskRef task, Handler handler) {
        return past.hasHandled(host, task.id(), RunKeeper.handler(handler));
    }

    @Override
    public void begins(Approvals.Instance instance) {
        now.begins(instance);
    }

    @Override
    public void withdraws(Approvals.Instance instance) {
        now.withdraws(instance);
    }

    @Override
    public void ended(Call call, Ending ending, boolean again) {
        now.ended(call, ending, again);
    }

    @Override
    public void changedAnew(List<String> hosts) {
        anew.addAll(hosts);
    }

    @Override
    public void failed(String host, String block) {
        now.failed(host, block);
    }

    @Override
    public void handled(String host, Handler handler) {
        now.handled(host, handler);
    }

    @Override
    public void over(Set<String> failed) {
        now.over(failed);
    }
}
