package play.modules.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * Objects with a label that one field manager has applied.
 *
 * @param ids of the objects, as the server names them
 */
record SelectedObjects(List<ObjectId> ids) implements HostState {
    SelectedObjects {
        ids = List.copyOf(ids);
    }

    @Override
    public boolean present() {
        return !ids.isEmpty();
    }

    /**
     * Finds them.
     *
     * @param kinds as kubectl takes them
     * @param namespace where to look; empty looks everywhere
     */
    record Family(KubeClient client, String manager, List<String> kinds, Optional<String> namespace)
            implements StateFamily<SelectedObjects> {
        StateKey<SelectedObjects> labelled(String label) {
            return new StateKey<>(client.service(), this, label);
        }

        @Override
        public String name() {
            return "objects with label";
        }

        @Override
        public Class<SelectedObjects> type() {
            return SelectedObjects.class;
        }

        @Override
        public Script read(List<StateKey<SelectedObjects>> keys) {
            String where = namespace
                    .map(name -> " --namespace=" + ShellWords.quote(name))
                    .orElse(" --all-namespaces");
            StringBuilder body = new StringBuilder();
            for (StateKey<SelectedObjects> key : keys) {
                body.append("ctl get ")
                        .append(ShellWords.quote(String.join(",", kinds)))
                        .append(where)
                        .append(" -l ")
                        .append(ShellWords.quote(key.id()))
                        .append(" -o json --show-managed-fields=true --ignore-not-found || exit 1\nprintf '\\036'\n");
            }
            return client.script(body.toString());
        }

        @Override
        public Map<StateKey<SelectedObjects>, Observed<SelectedObjects>> parse(
                List<StateKey<SelectedObjects>> keys, ScriptResult result) {
            Map<StateKey<SelectedObjects>, Observed<SelectedObjects>> states = new HashMap<>();
            Optional<String> failure = Sections.failure(client, result);
            String[] sections = result.out().split("\u001e", -1);
            for (int i = 0; i < keys.size(); i++) {
                states.put(
                        keys.get(i),
                        failure.isPresent()
                                ? new Observed.Unknown<>(failure.get())
                                : Observed.read(owned(sections[i])));
            }
            return states;
        }

        private SelectedObjects owned(String answer) {
            return new SelectedObjects(KubeJson.objects(answer).orElse(List.of()).stream()
                    .filter(object -> !OwnedFields.of(object, manager, true).isEmpty())
                    .map(KubeJson::id)
                    .toList());
        }
    }
}
