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
import play.value.Secret;

/** Hashes of passwords, which only root can read. */
public record Passwords() implements StateFamily<PasswordState> {
    private static final String READ = """
        [ -r /etc/shadow ] || { echo 'only root can read passwords: become: true' >&2; exit 1; }
        LC_ALL=C getent shadow "$@"
        exit 0
        """;

    public static StateKey<PasswordState> at(String user) {
        return new Passwords().key(user);
    }

    @Override
    public String name() {
        return "password";
    }

    @Override
    public Class<PasswordState> type() {
        return PasswordState.class;
    }

    @Override
    public Script read(List<StateKey<PasswordState>> keys) {
        return Script.of(
                "set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
    }

    @Override
    public Map<StateKey<PasswordState>, Observed<PasswordState>> parse(
            List<StateKey<PasswordState>> keys, ScriptResult result) {
        Map<String, PasswordState> found = new HashMap<>();
        result.out()
                .lines()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length > 1)
                .forEach(fields -> found.put(fields[0], new PasswordState.Kept(new Secret(fields[1]))));
        Map<StateKey<PasswordState>, Observed<PasswordState>> states = new HashMap<>();
        for (StateKey<PasswordState> key : keys) {
            states.put(
                    key,
                    result.succeeded()
                            ? Observed.read(found.getOrDefault(key.id(), new PasswordState.Missing()))
                            : new Observed.Unknown<>(result.err().strip()));
        }
        return states;
    }
}
