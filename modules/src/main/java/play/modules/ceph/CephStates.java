package play.modules.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/** States of a Ceph cluster that ceph tells, each as one line of JSON. */
interface CephStates<S extends HostState> extends StateFamily<S> {
  CephClient client();

  /** Shell lines, with {@code ask} and {@code ctl} for ceph, that print one line about an id or end with {@code exit 1}. */
  String ask(String id);

  /** The state that a line tells of. */
  S state(String id, JsonNode answer);

  default StateKey<S> at(String id) {
    return new StateKey<>(client().service(), this, id);
  }

  @Override
  default Script read(List<StateKey<S>> keys) {
    StringBuilder body = new StringBuilder();
    keys.forEach(key -> body.append(ask(key.id())));
    return client().script(body.toString());
  }

  @Override
  default Map<StateKey<S>, Observed<S>> parse(List<StateKey<S>> keys, ScriptResult result) {
    List<String> lines = result.out().lines().toList();
    Map<StateKey<S>, Observed<S>> states = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      boolean told = result.succeeded() && i < lines.size();
      states.put(keys.get(i), told ? Observed.read(state(keys.get(i).id(), CephJson.read(lines.get(i)))) : new Observed.Unknown<>(client().silence(result)));
    }
    return states;
  }
}
