package play.modules.users;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;

/** States of groups, read by one {@code getent}. */
public record Groups() implements StateFamily<GroupState> {
    public static StateKey<GroupState> at(String name) {
        return new Groups().key(name);
    }

    @Override
    public String name() {
        return "group";
    }

    @Override
    public Class<GroupState> type() {
        return GroupState.class;
    }

    /** getent ends with 2 where one of the names is not there. */
    @Override
    public Script read(List<StateKey<GroupState>> keys) {
        String names = ShellWords.join(keys.stream().map(StateKey::id).toList());
        return Script.of("LC_ALL=C getent group " + names + "\ncase $? in 0|2) exit 0 ;; *) exit 1 ;; esac\n");
    }

    @Override
    public Map<StateKey<GroupState>, Observed<GroupState>> parse(List<StateKey<GroupState>> keys, ScriptResult result) {
        Map<String, GroupState> found = new HashMap<>();
        result.out()
                .lines()
                .map(line -> line.split(":", 4))
                .filter(fields -> fields.length > 2)
                .forEach(fields -> found.put(
                        fields[0], new GroupState.Present(new Foreseen.Exactly<>(Long.parseLong(fields[2])))));
        Map<StateKey<GroupState>, Observed<GroupState>> states = new HashMap<>();
        for (StateKey<GroupState> key : keys) {
            states.put(
                    key,
                    result.succeeded()
                            ? Observed.read(found.getOrDefault(key.id(), GroupState.ABSENT))
                            : new Observed.Unknown<>("the groups of the host cannot be read: "
                                    + result.err().strip()));
        }
        return states;
    }
}
