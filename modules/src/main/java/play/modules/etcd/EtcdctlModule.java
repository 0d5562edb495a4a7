package play.modules.etcd;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;
import play.param.RequiredIf;
import play.result.When;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** A key of etcd and its value. */
public final class EtcdctlModule implements Resource<EtcdctlModule.Params> {
    /** What the key must hold for the change to be made. */
    public record Compare(
            @Doc("The value it must have.") Optional<String> value,

            @Doc("Whether there must be no such key.") @Default("false")
            boolean absent) {}

    @RequiredIf(when = "state", is = "present", needs = "value")
    public record Params(
            @Doc("The key.") @Matches(value = "[^\\x00\\n]+", expected = "text on one line")
            String key,

            @Doc("The value it is to have; needed unless state is absent.")
            Optional<Content> value,

            @Doc("Whether the key is to be there.") @Default("present")
            Presence state,

            @Doc("Change it only if it holds this now; otherwise the task fails and nothing is changed.")
            Optional<Compare> compare,

            @Doc("How etcd is reached.") EtcdClient client,
            @Inline EtcdStart start) {

        private StateKey<EtcdValue> stored() {
            return new EtcdValues(client, value.filter(Content::hasSecrets).isPresent()).at(key);
        }
    }

    private static final String PUT = "key: /example\nvalue: one\n";

    record Result(
            @Doc("The key.") String key,
            @Doc("Its value.") @When("the key is there") Optional<String> value) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl",
                    "Sets or deletes a key of etcd (v3), and nothing that someone else changed in between.",
                    Params.class,
                    Examples.of("absent", "", PUT),
                    Examples.of("drifted", Examples.CTL + "put /example two", PUT),
                    Examples.of("right", Examples.CTL + "put /example one", PUT),
                    Examples.of("delete", Examples.CTL + "put /example one", "key: /example\nstate: absent\n"))
            .insteadOf(new Program("etcdctl", "\\s(get|version|endpoint|watch|check)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.start().with(params.stored());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(params.start().of(params.stored(), EtcdValue.ABSENT, known), there -> plan(params, there));
    }

    private static Plan plan(Params params, EtcdValue there) {
        if (params.state() == Presence.ABSENT) {
            return there.present() ? compared(params, there).orElseGet(() -> delete(params, there)) : Plan.UNCHANGED;
        }
        Content content = params.value().orElseThrow();
        Optional<Bytes> bytes = content.bytes();
        if (bytes.isEmpty()) {
            return content.sha256() instanceof Foreseen.Later<String>(String reason)
                    ? new Plan.Undetermined("the value is not known: " + reason)
                    : new Plan.Rejected("value must be text");
        }
        Object wanted = new EtcdValues(params.client(), content.hasSecrets())
                .shown(bytes.get().utf8());
        return there.present() && there.value().equals(wanted)
                ? Plan.UNCHANGED
                : compared(params, there).orElseGet(() -> put(params, there, bytes.get(), wanted));
    }

    private static Optional<Plan> compared(Params params, EtcdValue there) {
        if (params.compare().isEmpty()) {
            return Optional.empty();
        }
        Compare compare = params.compare().get();
        if (compare.absent() && there.present()) {
            return Optional.of(new Plan.Rejected(
                    "the key " + params.key() + " is there, which compare excludes; nothing was changed"));
        }
        boolean other = compare.value().isPresent()
                && !(there.present() && text(there).equals(compare.value().get()));
        return other
                ? Optional.of(new Plan.Rejected(
                        "the key " + params.key() + (there.present() ? " holds another value" : " is not there")
                                + " than compare names; nothing was changed"))
                : Optional.empty();
    }

    private static String text(EtcdValue there) {
        return there.value() instanceof play.value.Secret(Object hidden)
                ? hidden.toString()
                : there.value().toString();
    }

    private static Plan put(Params params, EtcdValue there, Bytes value, Object shown) {
        Script script = new Transaction(params.key(), revision(there)).put(params.client(), value);
        EtcdValue after = new EtcdValue(true, shown, new Foreseen.Later<>("etcd counts it when it is set"));
        return change(
                there.present() ? "change the etcd key " + params.key() : "set the etcd key " + params.key(),
                params,
                script,
                after);
    }

    private static Plan delete(Params params, EtcdValue there) {
        Script script = new Transaction(params.key(), revision(there)).delete(params.client());
        return change("delete the etcd key " + params.key(), params, script, EtcdValue.ABSENT);
    }

    /** A value foreseen in a dry run has no revision yet; then nothing is carried out either. */
    private static long revision(EtcdValue there) {
        return there.revision() instanceof Foreseen.Exactly<Long>(Long revision) ? revision : 0;
    }

    private static Plan change(String title, Params params, Script script, EtcdValue after) {
        return new Plan.Change(
                title,
                new Action.Run(
                        "etcdctl txn on " + params.key(), script, List.of(new Effect.Sets<>(params.stored(), after))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return after.of(params.stored()) instanceof Observed.Known<EtcdValue>(EtcdValue there, var how)
                        && there.present()
                ? Map.of("key", params.key(), "value", there.value())
                : Map.of("key", params.key());
    }
}
