package play.modules.crypto;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Range;
import play.value.Foreseen;
import play.value.Secret;

/** A random value that is made once, kept on the controller and used as a variable. */
public final class GeneratedSecretModule implements Resource<GeneratedSecretModule.Params> {
    public record Params(
            @Doc("Name of the secret among those of the cluster.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            String name,

            @Doc("Cluster that the secret belongs to.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            @Default("default")
            String cluster,

            @Doc("Spelling: base64 or hex of random bytes, token (lower-case letters and digits), uuid, or cephx (a"
                    + " key of Ceph).")
            @Default("base64")
            SecretFormat format,

            @Doc("How many bytes (base64, hex) or characters (token).") @Default("32") @Range(from = 4, to = 1024)
            int length) {

        SecretRecipe recipe() {
            return new SecretRecipe(cluster, name, format, length);
        }
    }

    private static final String ARGUMENTS = "name: encryption-key\ncluster: example\n";

    record Result(@Doc("The value, always masked.") String value) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "generated_secret",
                    "Generates a random value on the controller, once; it is always masked.",
                    Params.class,
                    new Example("absent", "", ARGUMENTS),
                    new Example("absent, a token", "", "name: token-id\ncluster: example\nformat: token\nlength: 6\n"),
                    new Example("right", "", ARGUMENTS)
                            .after("- generated_secret: {name: encryption-key, cluster: example}\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(stored(params));
    }

    private static StateKey<StoredSecret> stored(Params params) {
        return StoredSecrets.at(params.cluster(), params.name());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(stored(params)), found -> switch (found) {
            case StoredSecret kept when !kept.present() -> make(params);
            case StoredSecret kept when fits(params, kept) -> Plan.UNCHANGED;
            case StoredSecret kept ->
                new Plan.Rejected("the secret '" + params.name() + "' of cluster '" + params.cluster()
                        + "' is there in another format or length; it is not replaced by a run. Choose another"
                        + " name, or ask for what it is.");
        });
    }

    private static boolean fits(Params params, StoredSecret kept) {
        return !(kept.value() instanceof Foreseen.Exactly<Secret>(Secret(Object value)))
                || params.format().fits(value.toString(), params.length());
    }

    private static Plan make(Params params) {
        SecretRecipe recipe = params.recipe();
        StoredSecret after =
                new StoredSecret(true, new Foreseen.Later<>("secret '" + params.name() + "' is made during the run"));
        return new Plan.Change(
                "make secret '" + params.name() + "'",
                new Action.Produce(recipe.key(), recipe, List.of(new Effect.Sets<>(stored(params), after))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return after.of(stored(params)) instanceof Observed.Known<StoredSecret>(StoredSecret kept, var how)
                ? Kept.result(Map.of("value", kept.value()))
                : Map.of();
    }
}
