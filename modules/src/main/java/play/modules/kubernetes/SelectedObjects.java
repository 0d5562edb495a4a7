package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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
        public boolean secret() {
            return true;
        }

        @Override
        public Told<SelectedObjects> told(List<StateKey<SelectedObjects>> keys, ScriptResult result)
                throws UnknownStateException {
            if (!result.succeeded()) {
                throw Sections.unanswered(client, result);
            }
            String[] sections = result.out().split("\u001e", -1);
            return (index, label) -> {
                if (index + 1 >= sections.length) {
                    throw UnknownStateException.expected("an answer for each label", result.out());
                }
                return owned(KubeJson.told(sections[index]));
            };
        }

        private SelectedObjects owned(List<JsonNode> found) throws UnknownStateException {
            List<ObjectId> owned = new ArrayList<>();
            for (JsonNode object : found) {
                if (!OwnedFields.of(object, manager, true).isEmpty()) {
                    owned.add(KubeJson.id(object));
                }
            }
            return new SelectedObjects(owned);
        }
    }
}
