package play.modules.packages;

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

/** Programs in the folders that a shell searches, and in those of the administrator. */
public record Commands() implements StateFamily<CommandState> {
    public static StateKey<CommandState> at(String name) {
        return new Commands().key(name);
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Class<CommandState> type() {
        return CommandState.class;
    }

    @Override
    public Script read(List<StateKey<CommandState>> keys) {
        return Script.of("PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin\nset -- "
                + ShellWords.join(keys.stream().map(StateKey::id).toList())
                + "\n"
                + "for c do p=$(command -v -- \"$c\" && echo .) && printf '%s\\0%s\\0' \"$c\" \"${p%??}\";"
                + " done\n"
                + "exit 0\n");
    }

    @Override
    public Map<StateKey<CommandState>, Observed<CommandState>> parse(
            List<StateKey<CommandState>> keys, ScriptResult result) {
        Map<String, CommandState> found = new HashMap<>();
        List<String> parts = List.of(result.out().split("\0", -1));
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            found.put(parts.get(i), new CommandState.Found(new Foreseen.Exactly<>(parts.get(i + 1))));
        }
        Map<StateKey<CommandState>, Observed<CommandState>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, Observed.read(found.getOrDefault(key.id(), CommandState.MISSING))));
        return states;
    }
}
