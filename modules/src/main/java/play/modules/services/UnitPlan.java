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
        if (actions.isEmpty() && outdated && wish.manner().rereads()) {
            now = now.reread();
            actions.add(reload(wish.manager(), new Effect.Sets<>(Units.at(wish.manager(), wish.name()), now)));
            verbs.add("read again");
        }
        return actions.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change(String.join(", ", verbs) + " " + wish.name(), actions);
    }

    /** systemd reads all of its files again. */
    static Action reload(Manager manager, Effect... more) {
        List<Effect> effects = new ArrayList<>(List.of(more));
        effects.add(new Effect.Sets<>(UnitFiles.of(manager), UnitFiles.READ));
        return new Action.Run("systemctl daemon-reload", UnitScripts.reread(manager), effects);
    }

    /** systemd executes itself anew, and reads its settings and all files of units. */
    static Action reexecute(Manager manager) {
        return new Action.Run(
                "systemctl daemon-reexec",
                UnitScripts.reexecute(manager),
                List.of(
                        new Effect.Sets<>(ManagerProgram.of(manager), ManagerProgram.CURRENT),
                        new Effect.Sets<>(UnitFiles.of(manager), UnitFiles.READ)));
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
            now = written ? now : asBeforeTheMask();
            run("unmask", UnitScripts.ofFile(wish, "unmask"), List.of(file(FileState.ABSENT)));
        }
    }

    private Loaded asBeforeTheMask() {
        Foreseen<String> before = new Foreseen.Later<>("what it was before it was masked");
        boolean service = now.type().is("service");
        return (service ? now.withType(before) : now).withEnablement(before);
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
            run(verb, UnitScripts.ofFile(wish, verb), List.of());
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
                if (active && wish.manner().restartsOnChange() && (wish.rewritten() || outdated)) {
                    up("restart");
                } else if (!active) {
                    up("start");
                }
            }
            case RESTARTED -> up(active ? "restart" : "start");
            case RELOADED -> {
                if (active) {
                    run("reload", UnitScripts.reload(wish), List.of());
                } else {
                    up("start");
                }
            }
            case STOPPED -> {
                if (now.runsOrWill() || now.active() instanceof Foreseen.Later) {
                    now = now.withActive(new Foreseen.Exactly<>("inactive"));
                    run("stop", UnitScripts.stop(wish), List.of());
                }
            }
        }
    }

    private void up(String verb) {
        now = now.withActive(afterStart());
        run(verb, UnitScripts.up(wish, verb), List.of());
    }

    private Foreseen<String> afterStart() {
        return switch (now.type()) {
            case Foreseen.Later<String>(String reason) -> new Foreseen.Exactly<>("active");
            case Foreseen.Exactly<String>(String type)
            when type.equals("oneshot") ->
                wish.manner().waits()
                        ? new Foreseen.Exactly<>("inactive")
                        : new Foreseen.Later<>("its work may be done by then, or not");
            case Foreseen.Exactly<String> other -> new Foreseen.Exactly<>("active");
        };
    }

    private void mask() {
        if (wish.masked().orElse(false) && !now.masked()) {
            now = now.withEnablement(new Foreseen.Exactly<>("masked"));
            if (!UnitName.isTemplate(wish.name())) {
                // Its file is not read any more, and nothing else has its type.
                now = now.withType(new Foreseen.Exactly<>(UnitName.type(wish.name())));
            }
            run("mask", UnitScripts.ofFile(wish, "mask"), List.of(file(new FileState.Symlink("/dev/null"))));
        }
    }

    private Effect file(FileState state) {
        return new Effect.Sets<>(Files.at(wish.manager().ownFolder() + "/" + wish.name()), state);
    }

    /** Every step has changed files read again first. */
    private void run(String verb, Script script, List<Effect> more) {
        now = now.reread();
        List<Effect> effects = new ArrayList<>(more);
        effects.add(new Effect.Sets<>(Units.at(wish.manager(), wish.name()), now));
        if (wish.manager().runs()) {
            effects.add(new Effect.Sets<>(UnitFiles.of(wish.manager()), UnitFiles.READ));
        }
        verbs.add(verb);
        actions.add(new Action.Run("systemctl " + verb + " " + wish.name(), script, effects));
    }
}
