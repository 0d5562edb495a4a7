package play.modules.crypto;

import java.util.List;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
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

    private static final Shape KEPT = Shape.of(" ", "id value");

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
        return Script.over(keys, READ);
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<StoredSecret> told(List<StateKey<StoredSecret>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("the controller's directory of secrets cannot be read");
        List<String> kept =
                result.lines().stream().filter(line -> !line.isBlank()).toList();
        return Told.each(KEPT.all(kept), "id", StoredSecret.MISSING, secret -> secret(secret.text("value")));
    }

    private static StoredSecret secret(String value) {
        return value.isEmpty()
                ? StoredSecret.MISSING
                : new StoredSecret(true, new Foreseen.Exactly<>(new Secret(value)));
    }
}
