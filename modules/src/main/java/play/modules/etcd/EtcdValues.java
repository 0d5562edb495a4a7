package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
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
    public boolean secret() {
        return true;
    }

    @Override
    public Told<EtcdValue> told(List<StateKey<EtcdValue>> keys, ScriptResult result) {
        List<String> lines = result.lines();
        return (index, id) -> {
            if (!result.succeeded() || index >= lines.size()) {
                throw new UnknownStateException(client.silence(result));
            }
            return value(lines.get(index));
        };
    }

    private EtcdValue value(String line) throws UnknownStateException {
        JsonNode found =
                JsonText.with("header", JsonText.answer(line)).path("kvs").path(0);
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
