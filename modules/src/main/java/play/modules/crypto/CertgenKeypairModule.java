package play.modules.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Names;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.result.When;
import play.value.Content;

/** A key pair without a certificate, made once and kept on the controller. */
public final class CertgenKeypairModule implements Resource<CertgenKeypairModule.Params> {
    public record Params(
            @Doc("Name of the key pair among those of the cluster.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            String name,

            @Doc("Cluster that the key pair belongs to.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            @Default("default")
            String cluster,

            @Doc("Kind of the key.") @Default("ecdsa-p256") KeyType keyType,

            @Doc("Where the private key goes on the host.") @HostPath
            Optional<String> keyDest,

            @Doc("Where the public key goes on the host.") @HostPath
            Optional<String> publicDest,

            @Doc("User the files belong to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> owner,

            @Doc("Group the files belong to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> group,

            @Doc("Permission bits of the private key.") @Default("0600")
            Mode keyMode,

            @Doc("Permission bits of the public key.") @Default("0644")
            Mode publicMode) {

        KeypairRecipe recipe() {
            return new KeypairRecipe(cluster, name, keyType);
        }

        private List<WantedFile> files(StoredKeypair after) {
            List<WantedFile> files = new ArrayList<>();
            String made = recipe().key();
            publicDest.ifPresent(path ->
                    files.add(file(path, new Content.Produced(made, "public", after.publicKey(), false), publicMode)));
            keyDest.ifPresent(
                    path -> files.add(file(path, new Content.Produced(made, "key", after.key(), true), keyMode)));
            return files;
        }

        private WantedFile file(String path, Content content, Mode mode) {
            return new WantedFile(path, content, WantedAttributes.of(owner, group, Optional.of(mode)));
        }
    }

    private static final String ARGUMENTS =
            "name: signer\ncluster: example\nkey_dest: /etc/signer.key\npublic_dest: /etc/signer.pub\n";

    record Result(
            @Doc("SHA-256 of the public key.") @When("it is kept")
            Optional<String> sha256) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "certgen_keypair",
                    "Generates a key pair on the controller, once, and writes it to the host: the keys that sign"
                            + " service account tokens, for example.",
                    Params.class,
                    new Example("absent", "", ARGUMENTS),
                    new Example("drifted", "echo old >/etc/signer.key", ARGUMENTS),
                    new Example("right", "", ARGUMENTS).after("- certgen_keypair:\n" + ARGUMENTS.indent(4)))
            .inGroups(CertgenModule.GROUPS)
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(stored(params)));
        keys.addAll(Delivery.probes(params.files(StoredKeypair.MISSING)));
        return keys;
    }

    private static StateKey<StoredKeypair> stored(Params params) {
        return StoredKeypairs.at(params.cluster(), params.name());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(stored(params)), state -> switch (state) {
            case StoredKeypair kept
            when !kept.present() -> {
                StoredKeypair after = StoredKeypair.later(
                        params.keyType(), "key pair '" + params.name() + "' is made during the run");
                yield deliver(params, after, List.of(new Effect.Sets<>(stored(params), after)), known);
            }
            case StoredKeypair kept
            when kept.keyType().equals(params.keyType().spelled()) -> deliver(params, kept, List.of(), known);
            case StoredKeypair kept ->
                new Plan.Rejected(
                        "the key pair '" + params.name() + "' of cluster '" + params.cluster() + "' is of kind "
                                + kept.keyType() + ", not " + params.keyType().spelled()
                                + "; it is not replaced by a run, because its signatures would become invalid");
        });
    }

    private static Plan deliver(Params params, StoredKeypair after, List<Effect> effects, Knowledge known) {
        KeypairRecipe recipe = params.recipe();
        Action.Produce making = new Action.Produce(recipe.key(), recipe, effects);
        return new Delivery(making, "make key pair '" + params.name() + "'", params.files(after)).plan(known);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return after.of(stored(params)) instanceof Observed.Known<StoredKeypair>(StoredKeypair kept, var how)
                ? Kept.result(Map.of("sha256", kept.publicKey()))
                : Map.of();
    }
}
