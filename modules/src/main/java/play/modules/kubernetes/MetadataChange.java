package play.modules.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.host.Effect;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;

/**
 * Plans labels or annotations of an object.
 *
 * @param wanted entries that are to be there, or of which nothing with these names is to be
 */
record MetadataChange(Target target, ObjectMetadata.Part part, Map<String, String> wanted) {
    /** The object: parameters that {@code kubectl_label} and {@code kubectl_annotate} have in common. */
    public record Target(
            @Doc("Kind of the object, as kubectl takes it: node, namespace, deployment.apps.")
            @Matches(value = "[A-Za-z0-9.-]+", expected = "a kind")
            String kind,

            @Doc("Its name.") @Matches(value = "[A-Za-z0-9.:-]+", expected = "an object's name")
            String name,

            @Doc("Its namespace, where the kind has one.")
            @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
            Optional<String> namespace,

            @Doc("Whether the entries are to be there.") @Default("present")
            Presence state,

            @Inline KubeAccess access) {
        private String shown() {
            return kind + " " + namespace.map(space -> space + "/").orElse("") + name;
        }
    }

    StateKey<ObjectMetadata> key() {
        return new ObjectMetadata.Family(target.access().client(target.namespace()), part)
                .at(target.kind() + " " + target.name());
    }

    Plan plan(Knowledge known) {
        return Plan.on(
                known.of(key()),
                there -> there.present() ? plan(there.entries()) : new Plan.Rejected("there is no " + target.shown()));
    }

    private Plan plan(Map<String, String> there) {
        boolean absent = target.state() == Presence.ABSENT;
        Map<String, String> after = new TreeMap<>(there);
        List<String> words = new ArrayList<>();
        List<String> names = new ArrayList<>();
        wanted.forEach((name, value) -> {
            if (absent ? after.remove(name) != null : !value.equals(after.put(name, value))) {
                words.add(absent ? name + "-" : name + "=" + value);
                names.add(name);
            }
        });
        List<String> command = new ArrayList<>(
                List.of("ctl", part.verb(), target.kind(), target.name(), "--overwrite", "--field-manager=play"));
        command.addAll(words);
        return words.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change(
                        part.verb() + " " + target.shown() + ": " + String.join(", ", names),
                        new Action.Run(
                                "kubectl " + part.verb() + " " + target.shown(),
                                target.access().client(target.namespace()).script(ShellWords.join(command) + "\n"),
                                List.of(new Effect.Sets<>(key(), new ObjectMetadata(true, after)))));
    }
}
