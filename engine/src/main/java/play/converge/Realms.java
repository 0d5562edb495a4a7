package play.converge;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import play.host.Effect;
import play.host.Realm;

/** What a dry run has foreseen in the realms that hosts share: the controller and each service. One per run. */
final class Realms {
    private final Session controller;
    private final Map<Realm.Service, Foresight> services = new ConcurrentHashMap<>();
    private final Foresight others = new Foresight();
    private final Set<Foresight> here = ConcurrentHashMap.newKeySet();
    private final Queue<Foresight> hosts = new ConcurrentLinkedQueue<>();

    /** @param controller the machine {@code play} runs on; its lock serialises scripts of all hosts there */
    Realms(Session controller) {
        this.controller = controller;
    }

    Session controller() {
        return controller;
    }

    Foresight foresight(Realm realm, Session target) {
        return switch (realm) {
            case Realm.Target() -> target.foresight();
            case Realm.Controller() -> controller.foresight();
            case Realm.Service service -> services.computeIfAbsent(service, endpoint -> others.likewise());
        };
    }

    /** A foresight for one more host of the run. */
    Foresight newHost() {
        Foresight foresight = new Foresight();
        hosts.add(foresight);
        return foresight;
    }

    /** Takes note that a host is the controller. */
    void isHere(Foresight foresight) {
        here.add(foresight);
    }

    /** Why something on a host or on the controller is not as a run will find it. */
    Optional<String> pendingBetween(Session target) {
        return Stream.concat(Stream.of(target.foresight(), controller.foresight()), here.stream())
                .flatMap(foresight -> foresight.pending().stream())
                .findFirst();
    }

    /** Ages all that an effect on the controller may have changed, by whatever name a host is it. */
    void ageHere(Effect.Opaque effect, String task) {
        age(controller.foresight(), effect, task);
        here.forEach(foresight -> foresight.record(effect, task));
    }

    /** Why something not seen now may still come true: changes, anywhere in the run, that are only foreseen. */
    Optional<String> pending(Session target) {
        return Stream.concat(
                        Stream.of(target.foresight(), controller.foresight()),
                        Stream.concat(services.values().stream(), hosts.stream()))
                .flatMap(foresight -> foresight.pending().stream())
                .findFirst();
    }

    /**
     * Ages all that an effect on a target may have changed: of the host itself and of every service, those not yet
     * mentioned among them, as far as it reaches.
     */
    void age(Foresight target, Effect.Opaque effect, String task) {
        target.record(effect, task);
        others.record(effect, task);
        services.values().forEach(foresight -> foresight.record(effect, task));
    }
}
