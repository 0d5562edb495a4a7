package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import play.host.ShellWords;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;
import play.value.Foreseen;
import play.value.Secret;

/**
 * Values of single keys.
 *
 * @param masked whether they are read as secrets
 */
record EtcdValues(EtcdClient client, boolean masked) implements JsonStates<EtcdValue> {
    @Override
    public String name() {
        return "etcd key";
    }

    @Override
    public Class<EtcdValue> type() {
        return EtcdValue.class;
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public String ask(String id) {
        return "ctl get " + ShellWords.quote(id) + " -w json || exit 1\n";
    }

    @Override
    public EtcdValue state(String id, JsonNode answer) throws UnknownStateException {
        JsonNode found = PrintedJson.with("header", answer).path("kvs").path(0);
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
