package play.modules.remains;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * Looks for what is left of one kind.
 *
 * @param name of what is looked for, singular
 * @param body shell that prints what it finds of {@code $1}, a line each, and fails with a reason where it can't tell
 */
public record Search(String name, String body) implements StateFamily<Remains> {
    private static final String END = "=end ";

    @Override
    public Class<Remains> type() {
        return Remains.class;
    }

    @Override
    public Script read(List<StateKey<Remains>> keys) {
        StringBuilder script = new StringBuilder(
                "export LC_ALL=C\nPATH=$PATH:/usr/sbin:/sbin:/usr/local/bin\nlook() {\n" + body + "}\n");
        for (StateKey<Remains> key : keys) {
            script.append("(look ")
                    .append(ShellWords.quote(key.id()))
                    .append(" 2>&1); s=$?; echo; echo \"")
                    .append(END)
                    .append("$s\"\n");
        }
        return Script.of(script.toString());
    }

    @Override
    public Map<StateKey<Remains>, Observed<Remains>> parse(List<StateKey<Remains>> keys, ScriptResult result) {
        Map<StateKey<Remains>, Observed<Remains>> states = new HashMap<>();
        List<String> lines = new ArrayList<>();
        int key = 0;
        for (String line : result.out().lines().toList()) {
            if (line.startsWith(END) && key < keys.size()) {
                states.put(
                        keys.get(key++),
                        line.equals(END + "0") ? Observed.read(new Remains(lines)) : unread(keys.get(key - 1), lines));
                lines = new ArrayList<>();
            } else if (!line.isBlank()) {
                lines.add(line.strip());
            }
        }
        keys.forEach(left ->
                states.putIfAbsent(left, unread(left, result.err().lines().toList())));
        return states;
    }

    private Observed<Remains> unread(StateKey<Remains> key, List<String> words) {
        return new Observed.Unknown<>(
                "the host does not tell of " + name + " " + key.id() + ": " + String.join("; ", words));
    }
}
