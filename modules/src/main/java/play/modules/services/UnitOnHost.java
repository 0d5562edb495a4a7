package play.modules.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Plan;
import play.modules.services.UnitState.Loaded;
import play.value.Content;
import play.value.Foreseen;

/** Finds the plan for a unit from what is known of it, of its files and of its conditions. */
final class UnitOnHost {
    /** In Ansible's words, by which playbooks tell this failure from others. */
    private static final String NOT_FOUND = "Could not find the requested service ";

    private UnitOnHost() {}

    /** @param content of the unit's file, where the task has one */
    static Plan plan(UnitWish wish, Optional<Content> content, Knowledge known) {
        Observed<UnitState> seen = known.of(Units.at(wish.manager(), wish.name()));
        Loaded fresh = fresh(wish, content);
        return switch (seen) {
            case Observed.Unknown<UnitState>(String reason) ->
                announced(wish, known) ? new UnitPlan(wish, fresh, false).plan() : new Plan.Undetermined(reason);
            case Observed.Known<UnitState>(UnitState.Missing missing, var how) -> missing(wish, fresh, known);
            case Observed.Known<UnitState>(UnitState.Unusable(String why), var how) ->
                announced(wish, known)
                        ? new UnitPlan(wish, fresh, false).plan()
                        : new Plan.Rejected(
                                "systemd rejects the file of " + wish.name() + " (" + why + "); correct it");
            case Observed.Known<UnitState>(Loaded now, var how) -> {
                boolean newer = how != Observed.Certainty.FORESEEN
                        && announced(wish, known)
                        && !known.of(UnitFiles.of(wish.manager())).equals(Observed.foreseen(UnitFiles.READ));
                Plan plan =
                        new UnitPlan(wish, rewritten(now, fresh, wish.rewritten()), newer || wish.rewritten()).plan();
                boolean starts = plan instanceof Plan.Change && wish.starts() && !now.runsOrWill();
                yield starts && !newer && !wish.rewritten() ? ifConditionsAreMet(wish, plan, known) : plan;
            }
        };
    }

    /** No manager tells the type of a unit that only files tell of. */
    private static Loaded fresh(UnitWish wish, Optional<Content> content) {
        Loaded fresh = UnitText.fresh(wish.name(), content);
        return wish.manager().runs() ? fresh : fresh.withType(new Foreseen.Exactly<>(UnitName.type(wish.name())));
    }

    /** systemd takes a start that a condition forbids for a success, in which nothing starts. */
    private static Plan ifConditionsAreMet(UnitWish wish, Plan plan, Knowledge known) {
        StateKey<UnitConditions> key = UnitConditions.of(wish.manager(), wish.name());
        if (!known.has(key)) {
            return new Plan.Needs(List.of(key));
        }
        return known.of(key) instanceof Observed.Known<UnitConditions>(UnitConditions(String unmet), var how)
                        && !unmet.isEmpty()
                ? new Plan.Undetermined(wish.name() + " cannot start: a condition in its file is not met: " + unmet)
                : plan;
    }

    /** A new text may change what kind of unit it is, but not whether it runs or is enabled. */
    private static Loaded rewritten(Loaded now, Loaded fresh, boolean rewritten) {
        boolean installable = !fresh.enablement().is("static");
        return !rewritten
                ? now
                : new Loaded(
                        now.active(),
                        now.enablement().is("static") || now.masked() || !installable
                                ? fresh.enablement()
                                : now.enablement(),
                        fresh.type(),
                        now.outdated());
    }

    private static Plan missing(UnitWish wish, Loaded fresh, Knowledge known) {
        boolean there = wish.manager().files(wish.name()).stream()
                .anyMatch(file -> known.of(Files.withoutDigest(file))
                                instanceof Observed.Known<FileState>(FileState state, var how)
                        && state.present());
        if (there || wish.masked().orElse(false)) {
            return new UnitPlan(wish, fresh, false).plan();
        }
        return wish.needsUnit()
                ? new Plan.Rejected(NOT_FOUND + wish.name()
                        + ": install the package that brings it, or write its file (content, unit)")
                : Plan.UNCHANGED;
    }

    /** Whether a step before this one puts a file of the unit, or additions to it, in place. */
    private static boolean announced(UnitWish wish, Knowledge known) {
        List<String> paths = new ArrayList<>(wish.manager().files(wish.name()));
        paths.add(wish.manager().additions(wish.name()));
        return paths.stream()
                .anyMatch(path -> known.of(Files.withoutDigest(path))
                                instanceof Observed.Known<FileState>(FileState state, Observed.Certainty how)
                        && how == Observed.Certainty.FORESEEN
                        && state.present());
    }
}
