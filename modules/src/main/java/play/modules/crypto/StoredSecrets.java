package play.modules.crypto;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;
import play.value.Secret;

/** Random values the controller keeps. They are read, because tasks use them as variables. */
record StoredSecrets() implements StateFamily<StoredSecret> {
    private static final String READ = """
        [ -d "${PLAY_STATE:?is not set}" ] || exit 0
        cd "$PLAY_STATE" || exit 1
        for id do
          [ -e "secrets/$id" ] || continue
          printf '%s ' "$id"
          cat "secrets/$id" || exit 1
          echo
        done
        """;

    static StateKey<StoredSecret> at(String cluster, String name) {
        return new StateKey<>(Realm.CONTROLLER, new StoredSecrets(), cluster + "/" + name);
    }

    @Override
    public String name() {
        return "generated secret";
    }

    @Override
    public Class<StoredSecret> type() {
        return StoredSecret.class;
    }

    @Override
    public Script read(List<StateKey<StoredSecret>> keys) {
        return Script.of(
                "set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
    }

    @Override
    public Map<StateKey<StoredSecret>, Observed<StoredSecret>> parse(
            List<StateKey<StoredSecret>> keys, ScriptResult result) {
        Map<String, String> found = new HashMap<>();
        result.out()
                .lines()
                .filter(line -> line.contains(" "))
                .forEach(line -> found.put(line.split(" ")[0], line.substring(line.indexOf(' ') + 1)));
        Map<StateKey<StoredSecret>, Observed<StoredSecret>> states = new HashMap<>();
        for (StateKey<StoredSecret> key : keys) {
            String value = found.get(key.id());
            states.put(key, result.succeeded() ? Observed.read(secret(value == null ? "" : value)) : unknown(result));
        }
        return states;
    }

    private static StoredSecret secret(String value) {
        return value.isEmpty()
                ? StoredSecret.MISSING
                : new StoredSecret(true, new Foreseen.Exactly<>(new Secret(value)));
    }

    private static Observed<StoredSecret> unknown(ScriptResult result) {
        return new Observed.Unknown<>("the controller's folder of secrets cannot be read: "
                + result.err().strip());
    }
}
