package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.firewall.FirewalldModule.Params;

/** What is done for a task about a zone of firewalld, once it is known what the zone has. */
final class FirewalldChange {
    private FirewalldChange() {}

    /** What a task is about. */
    static StateKey<FirewalldElement> key(Params params) {
        Optional<FirewalldThing> thing = FirewalldThing.of(params);
        if (thing.isPresent()) {
            return new FirewalldElement.Family(
                            FirewalldScripts.asking(params.zone(), thing.get().query()))
                    .key(params.where() + ", " + thing.get());
        }
        return params.target()
                .map(target -> new FirewalldElement.Family(
                                FirewalldScripts.askingTarget(params.zone().orElse(""), target))
                        .key(params.where() + ", target " + target))
                .orElseGet(params::zoneKey);
    }

    /** A zone as such. */
    static Plan zone(Params params, FirewalldElement now) {
        boolean wanted = params.state().wanted();
        String words =
                (wanted ? "--new-zone=" : "--delete-zone=") + params.zone().orElse("");
        return now.permanent().equals(Optional.of(wanted))
                ? Plan.UNCHANGED
                : run(
                        (wanted ? "add " : "remove ") + params.where(),
                        List.of(FirewalldScripts.acting(true, words)),
                        false,
                        new Effect.Sets<>(
                                params.zoneKey(), new FirewalldElement(now.runs(), now.now(), Optional.of(wanted))));
    }

    /** What becomes of packets that nothing in a zone is for. */
    static Plan target(Params params, String target, FirewalldElement now, Knowledge known) {
        boolean wanted = params.state().wanted();
        if (now.permanent().isEmpty()) {
            return missing(params, known);
        }
        String zone = FirewalldScripts.zone(params.zone());
        String next = wanted ? target : "default";
        return now.permanent().equals(Optional.of(wanted)) || (!wanted && target.equals("default"))
                ? Plan.UNCHANGED
                : run(
                        "set the target of " + params.where() + " to " + next,
                        List.of(FirewalldScripts.acting(true, zone + "--set-target=" + next)),
                        false,
                        new Effect.Sets<>(
                                key(params), new FirewalldElement(now.runs(), now.now(), Optional.of(wanted))));
    }

    private static Plan missing(Params params, Knowledge known) {
        return known.of(params.zoneKey()) instanceof Observed.Known<FirewalldElement>(FirewalldElement zone, var how)
                        && how == Observed.Certainty.FORESEEN
                        && zone.permanent().orElse(false)
                ? new Plan.Undetermined("what " + params.where() + " has is known once there is the zone")
                : new Plan.Rejected("firewalld has no " + params.where()
                        + (params.now() ? " now; a new one is there once it is reloaded" : ""));
    }

    /** Something in a zone. */
    static Plan set(Params params, FirewalldThing thing, FirewalldElement now, Knowledge known) {
        boolean wanted = params.state().wanted() != thing.negated();
        boolean asked = params.now() && now.runs();
        if ((asked && now.now().isEmpty())
                || (params.permanent() && now.permanent().isEmpty())) {
            return missing(params, known);
        }
        Optional<Boolean> next = Optional.of(wanted);
        String words = FirewalldScripts.zone(params.zone()) + thing.change(wanted);
        List<String> scripts = new ArrayList<>();
        if (params.permanent() && !now.permanent().equals(next)) {
            scripts.add(FirewalldScripts.acting(true, words));
        }
        boolean changesNow = asked && !now.now().equals(next);
        if (changesNow) {
            String limit = wanted && params.timeout() > 0 ? " --timeout=" + params.timeout() : "";
            scripts.add(FirewalldScripts.acting(false, words + limit));
        }
        FirewalldElement after =
                new FirewalldElement(now.runs(), asked ? next : now.now(), params.permanent() ? next : now.permanent());
        return scripts.isEmpty()
                ? Plan.UNCHANGED
                : run(
                        (wanted ? "give " : "take from ") + params.where() + " " + thing,
                        scripts,
                        changesNow,
                        new Effect.Sets<>(key(params), after));
    }

    /** What holds at its start is in files; what holds now is in the kernel. */
    private static Plan run(String title, List<String> scripts, boolean now, Effect known) {
        Reach files = Reach.files("/etc/firewalld");
        List<Effect> effects = List.of(
                new Effect.Opaque(
                        "firewalld writes its zones" + (now ? " and tells them the kernel" : ""),
                        now ? Reach.of(files, Reach.PATHLESS) : files),
                known);
        return new Plan.Change(title, new Action.Run(title, Script.of("set -e\n" + String.join("", scripts)), effects));
    }
}
