package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import play.host.HostState;
import play.host.LineFamily;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;

/** States of an etcd cluster that etcdctl tells, each as one line of JSON; {@code ctl} is etcdctl. */
interface EtcdStates<S extends HostState> extends LineFamily<S> {
  EtcdClient client();

  /** The state that an answer tells of. */
  S state(String id, JsonNode answer);

  default StateKey<S> at(String id) {
    return new StateKey<>(client().service(), this, id);
  }

  @Override
  default S told(String id, String line) {
    return state(id, EtcdJson.read(line));
  }

  @Override
  default Script script(String lines) {
    return client().script(lines);
  }

  @Override
  default String silence(ScriptResult result) {
    return client().silence(result);
  }
}
