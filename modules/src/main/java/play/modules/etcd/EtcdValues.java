package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.modules.clients.JsonText;
import play.value.Foreseen;
import play.value.Secret;

/**
 * Values of single keys.
 *
 * @param masked whether they are read as secrets
 */
record EtcdValues(EtcdClient client, boolean masked) implements StateFamily<EtcdValue> {
    StateKey<EtcdValue> at(String key) {
        return new StateKey<>(client.service(), this, key);
    }

    @Override
    public String name() {
        return "etcd key";
    }

    @Override
    public Class<EtcdValue> type() {
        return EtcdValue.class;
    }

    @Override
    public Script read(List<StateKey<EtcdValue>> keys) {
        String names = ShellWords.join(keys.stream().map(StateKey::id).toList());
        return client.script("set -- " + names + "\nfor k do ctl get \"$k\" -w json || exit 1; done\n");
    }

    @Override
    public Map<StateKey<EtcdValue>, Observed<EtcdValue>> parse(List<StateKey<EtcdValue>> keys, ScriptResult result) {
        List<String> lines = result.out().lines().toList();
        Map<StateKey<EtcdValue>, Observed<EtcdValue>> states = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            states.put(
                    keys.get(i),
                    i < lines.size() && result.succeeded() ? Observed.read(value(lines.get(i))) : unknown(result));
        }
        return states;
    }

    private Observed<EtcdValue> unknown(ScriptResult result) {
        return new Observed.Unknown<>(client.silence(result));
    }

    private EtcdValue value(String json) {
        JsonNode found = JsonText.read(json).path("kvs").path(0);
        return found.isMissingNode()
                ? EtcdValue.ABSENT
                : new EtcdValue(
                        true,
                        shown(EtcdJson.decoded(found.path("value"))),
                        new Foreseen.Exactly<>(found.path("mod_revision").asLong()));
    }

    Object shown(String value) {
        return masked ? new Secret(value) : value;
    }
}
