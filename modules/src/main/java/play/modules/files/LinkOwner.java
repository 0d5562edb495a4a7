package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Ownership;
import play.host.Effect;
import play.host.FileScript;
import play.host.FileState;
import play.host.HostState;
import play.host.Knowledge;
import play.host.PathStats;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;

/** Whose a symbolic link itself is; of anything else, and of nothing, nobody's. */
sealed interface LinkOwner extends HostState {
    LinkOwner NONE = new None();

    record None() implements LinkOwner {
        @Override
        public boolean present() {
            return false;
        }
    }

    record Of(Foreseen<String> owner, Foreseen<String> group) implements LinkOwner {
        @Override
        public boolean present() {
            return true;
        }

        private Plan set(String path, Ownership wanted, Knowledge known) {
            Of after = new Of(wanted.owner(owner, known), wanted.group(group, known));
            List<String> commands = new ArrayList<>();
            if (!after.owner().equals(owner) && after.owner() instanceof Foreseen.Exactly<String>(String name)) {
                commands.add("chown -h -- " + ShellWords.quote(name) + " \"$n\"\n");
            }
            if (!after.group().equals(group) && after.group() instanceof Foreseen.Exactly<String>(String name)) {
                commands.add("chgrp -h -- " + ShellWords.quote(name) + " \"$n\"\n");
            }
            String title = "set the owner of the link " + path;
            String script = FileScript.enter(path) + "[ -h \"$n\" ] || play_fail \"$p is no link (any more)\"\n"
                    + String.join("", commands);
            return commands.isEmpty()
                    ? Plan.UNCHANGED
                    : new Plan.Change(
                            title,
                            new Action.Run(title, Script.of(script), List.of(new Effect.Sets<>(at(path), after))));
        }
    }

    static StateKey<LinkOwner> at(String path) {
        return new Family().key(path);
    }

    /**
     * The plan that gives a link to these, after what makes it.
     *
     * @param link a plan for the link itself
     */
    static Plan plan(String path, Ownership wanted, Plan link, Knowledge known) {
        LinkOwner.Of made = new Of(
                new Foreseen.Later<>("who makes a link owns it"), new Foreseen.Later<>("who makes a link owns it"));
        return Plan.on(known.of(at(path)), owner -> switch (owner) {
            case LinkOwner.Of there when link.equals(Plan.UNCHANGED) -> there.set(path, wanted, known);
            case LinkOwner other -> made.set(path, wanted, known);
        });
    }

    record Family() implements StateFamily<LinkOwner> {
        private static final int LINK = 0120000;

        @Override
        public String name() {
            return "link owner";
        }

        @Override
        public Class<LinkOwner> type() {
            return LinkOwner.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<LinkOwner> absent() {
            return Optional.of(NONE);
        }

        @Override
        public Script read(List<StateKey<LinkOwner>> keys) {
            return Script.of(PathStats.script(paths(keys), false, ""));
        }

        private static List<String> paths(List<StateKey<LinkOwner>> keys) {
            return keys.stream().map(StateKey::id).toList();
        }

        @Override
        public Told<LinkOwner> told(List<StateKey<LinkOwner>> keys, ScriptResult result) throws UnknownStateException {
            PathStats stats = PathStats.of(paths(keys), result);
            return (index, path) -> {
                PathStats.Stat stat = stats.found().get(path);
                if (stat == null) {
                    return stats.missing(path, NONE);
                }
                FileState.Attributes attributes = stat.attributes();
                return (stat.raw() & 0170000) == LINK ? new Of(attributes.owner(), attributes.group()) : NONE;
            };
        }
    }
}
