package play.modules.crypto;

import java.time.Duration;
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
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.value.Content;

/** A certificate authority, made once and kept on the controller. */
public final class CertgenCaModule implements Resource<CertgenCaModule.Params> {
    public record Params(
            @Doc("Name of the CA among those of the cluster; certgen calls it issuer.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            String name,

            @Doc("Cluster that the CA belongs to; clusters share nothing.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            @Default("default")
            String cluster,

            @Doc("Common name; the CA's name if not given.") Optional<String> cn,

            @Doc("Organizations.") @Default("[]") List<String> o,
            @Doc("Kind of the key.") @Default("ecdsa-p256") KeyType keyType,
            @Doc("How long it is valid.") @Default("87600h") Duration validity,

            @Doc("Where its certificate goes on the host.") @HostPath
            Optional<String> certDest,

            @Doc("Where its private key goes on the host. Only for a CA that the host itself has to sign"
                    + " with, such as the one of a cluster's controller-manager; without it the key never leaves"
                    + " the controller.")
            @HostPath
            Optional<String> keyDest,

            @Doc("User the files belong to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> owner,

            @Doc("Group the files belong to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> group,

            @Doc("Permission bits of the certificate.") @Default("0644")
            Mode certMode,

            @Doc("Permission bits of the private key.") @Default("0600")
            Mode keyMode) {

        AuthorityRecipe recipe() {
            CertificateRequest request = CertificateRequest.authority(cn.orElse(name), o, keyType);
            return new AuthorityRecipe(cluster, name, request, validity, keyDest.isPresent());
        }

        private List<WantedFile> files(StoredCertificate.Issued after) {
            List<WantedFile> files = new ArrayList<>();
            String key = recipe().key();
            certDest.ifPresent(path -> files.add(
                    file(path, new Content.Produced(key, "certificate", after.certificate(), false), certMode)));
            keyDest.ifPresent(
                    path -> files.add(file(path, new Content.Produced(key, "key", after.key(), true), keyMode)));
            return files;
        }

        private WantedFile file(String path, Content content, Mode mode) {
            return new WantedFile(path, content, WantedAttributes.of(owner, group, Optional.of(mode)));
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "certgen_ca",
                    "Creates a certificate authority on the controller, once, and writes its certificate to the host.",
                    Params.class,
                    new Example("absent", "", "name: example-ca\ncluster: example\ncert_dest: /etc/ca.crt\n"),
                    new Example(
                            "drifted",
                            "echo old >/etc/ca.crt",
                            "name: example-ca\ncluster: example\ncert_dest: /etc/ca.crt\n"),
                    new Example("right", "", "name: example-ca\ncluster: example\ncert_dest: /etc/ca.crt\n")
                            .after("- certgen_ca: {name: example-ca, cluster: example, cert_dest: /etc/ca.crt}\n"))
            .inGroups(CertgenModule.GROUPS)
            .returns(StoredCertificates.Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(stored(params), ControllerClock.KEY));
        keys.addAll(Delivery.probes(
                params.files(StoredCertificate.Issued.later(params.recipe().request(), ""))));
        return keys;
    }

    private static StateKey<StoredCertificate> stored(Params params) {
        return StoredCertificates.at(params.cluster(), params.name());
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.recipe()
                .request()
                .fault()
                .map(why -> List.of(new Binding.Fault("", why)))
                .orElse(List.of());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        CertificateRequest wanted = params.recipe().request();
        return Plan.on(known.of(stored(params)), state -> switch (state) {
            case StoredCertificate.Missing missing -> {
                var after = StoredCertificate.Issued.later(wanted, "CA '" + params.name() + "' is made during the run");
                yield deliver(params, after, List.of(new Effect.Sets<>(stored(params), after)), known);
            }
            case StoredCertificate.Issued kept
            when kept.request().equals(wanted) -> deliver(params, kept, List.of(), known);
            case StoredCertificate.Issued kept ->
                new Plan.Rejected("the CA '" + params.name() + "' of cluster '" + params.cluster()
                        + "' is there and differs in "
                        + wanted.differences(kept.request())
                        + ". A CA is not replaced by a run: everything that trusts it would break. Choose "
                        + "another name, or keep its parameters.");
            case StoredCertificate.Unusable(String why) ->
                new Plan.Rejected("the kept CA '" + params.name() + "' cannot be used: " + why);
        });
    }

    private static Plan deliver(Params params, StoredCertificate.Issued after, List<Effect> effects, Knowledge known) {
        AuthorityRecipe recipe = params.recipe();
        Action.Produce making = new Action.Produce(recipe.key(), recipe, effects);
        return new Delivery(making, "make CA '" + params.name() + "'", params.files(after)).plan(known);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return StoredCertificates.result(after, params.cluster(), params.name());
    }
}
