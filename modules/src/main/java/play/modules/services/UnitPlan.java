package play.modules.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.modules.services.UnitState.Loaded;
import play.value.Foreseen;

/** Finds the steps from what a unit is to what a task wants of it. Used for one plan. */
final class UnitPlan {
    private static final List<String> ENABLED = List.of("enabled");
    private static final List<String> DISABLED = List.of(
            "disabled", "masked", "masked-runtime", "static", "indirect", "generated", "alias", "transient", "");

    private final UnitWish wish;
    private final boolean outdated;
    private final List<Action> actions = new ArrayList<>();
    private final List<String> verbs = new ArrayList<>();
    private Loaded now;

    /** @param outdated whether its files are newer than what systemd has read of them */
    UnitPlan(UnitWish wish, Loaded now, boolean outdated) {
        this.wish = wish;
        this.now = now;
        this.outdated = outdated || now.outdated();
    }

    Plan plan() {
        Optional<String> wrong = impossible();
        if (wrong.isPresent()) {
            return new Plan.Rejected(wrong.get());
        }
        unmask();
        enablement();
        wish.target().ifPresent(this::target);
        mask();
        if (actions.isEmpty() && outdated && wish.rereads()) {
            now = now.reread();
            actions.add(reload(new Effect.Sets<>(Units.at(wish.name()), now)));
            verbs.add("read again");
        }
        return actions.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change(String.join(", ", verbs) + " " + wish.name(), actions);
    }

    /** systemd reads all of its files again. */
    static Action reload(Effect... more) {
        List<Effect> effects = new ArrayList<>(List.of(more));
        effects.add(new Effect.Sets<>(UnitFiles.KEY, UnitFiles.READ));
        return new Action.Run("systemctl daemon-reload", UnitScripts.reread(), effects);
    }

    private Optional<String> impossible() {
        if (now.masked() && wish.needsUnit() && wish.masked().orElse(true)) {
            return Optional.of(wish.name() + " is masked; masked: false unmasks it");
        }
        if (wish.enabled().orElse(false) && wish.rewritten() && now.enablement().is("static")) {
            return Optional.of(
                    wish.name() + " cannot be enabled: its text has no [Install] section with WantedBy= or the like");
        }
        return Optional.empty();
    }

    private void unmask() {
        if (now.masked() && !wish.masked().orElse(true)) {
            boolean written = wish.rewritten();
            now = written ? now : now.withEnablement(new Foreseen.Later<>("what it was before it was masked"));
            run("unmask", UnitScripts.plain(wish.name(), "unmask"), List.of(file(FileState.ABSENT)));
        }
    }

    private void enablement() {
        if (wish.enabled().isEmpty()) {
            return;
        }
        boolean wanted = wish.enabled().get();
        boolean asWanted = (wanted ? ENABLED : DISABLED).stream().anyMatch(now.enablement()::is)
                || (wanted && startsWithoutBeingEnabled());
        if (!asWanted) {
            now = now.withEnablement(new Foreseen.Exactly<>(wanted ? "enabled" : "disabled"));
            String verb = wanted ? "enable" : "disable";
            run(verb, UnitScripts.plain(wish.name(), verb), List.of());
        }
    }

    /** These count as enabled for {@code systemctl is-enabled}, and for Ansible. */
    private boolean startsWithoutBeingEnabled() {
        return List.of("static", "indirect", "generated", "alias", "transient").stream()
                .anyMatch(now.enablement()::is);
    }

    private void target(UnitWish.Target target) {
        boolean active = now.active().is("active");
        switch (target) {
            case STARTED -> {
                if (active && wish.restartsOnChange() && (wish.rewritten() || outdated)) {
                    up("restart");
                } else if (!active) {
                    up("start");
                }
            }
            case RESTARTED -> up(active ? "restart" : "start");
            case RELOADED -> {
                if (active) {
                    run("reload", UnitScripts.reload(wish.name(), wish.waits()), List.of());
                } else {
                    up("start");
                }
            }
            case STOPPED -> {
                if (now.runsOrWill() || now.active() instanceof Foreseen.Later) {
                    now = now.withActive(new Foreseen.Exactly<>("inactive"));
                    run("stop", UnitScripts.plain(wish.name(), "stop"), List.of());
                }
            }
        }
    }

    private void up(String verb) {
        now = now.withActive(afterStart());
        run(verb, UnitScripts.up(wish.name(), verb, wish.waits()), List.of());
    }

    private Foreseen<String> afterStart() {
        return switch (now.type()) {
            case Foreseen.Later<String>(String reason) -> new Foreseen.Exactly<>("active");
            case Foreseen.Exactly<String>(String type)
            when type.equals("oneshot") ->
                wish.waits()
                        ? new Foreseen.Exactly<>("inactive")
                        : new Foreseen.Later<>("its work may be done by then, or not");
            case Foreseen.Exactly<String> other -> new Foreseen.Exactly<>("active");
        };
    }

    private void mask() {
        if (wish.masked().orElse(false) && !now.masked()) {
            now = now.withEnablement(new Foreseen.Exactly<>("masked"));
            run("mask", UnitScripts.plain(wish.name(), "mask"), List.of(file(new FileState.Symlink("/dev/null"))));
        }
    }

    private Effect file(FileState state) {
        return new Effect.Sets<>(Files.at(UnitName.OWN_FOLDER + "/" + wish.name()), state);
    }

    /** Every step has changed files read again first. */
    private void run(String verb, Script script, List<Effect> more) {
        now = now.reread();
        List<Effect> effects = new ArrayList<>(more);
        effects.add(new Effect.Sets<>(Units.at(wish.name()), now));
        effects.add(new Effect.Sets<>(UnitFiles.KEY, UnitFiles.READ));
        verbs.add(verb);
        actions.add(new Action.Run("systemctl " + verb + " " + wish.name(), script, effects));
    }
}
