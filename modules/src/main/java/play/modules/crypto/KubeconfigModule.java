package play.modules.crypto;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Names;
import play.files.Paths;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
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
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** A kubeconfig whose client certificate is issued and kept on the controller. */
public final class KubeconfigModule implements Resource<KubeconfigModule.Params> {
    public record Params(
            @Doc("Where the kubeconfig goes on the host.") @HostPath
            String dest,

            @Doc("Name of the client certificate among those of the cluster; kubeconfigs of one user may share it.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            String name,

            @Doc("Name of the CA that signs the client certificate.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            String issuer,

            @Doc("Cluster that CAs and certificates belong to.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            @Default("default")
            String cluster,

            @Doc("Common name of the client certificate: the user, to the API server.")
            String cn,

            @Doc("Organizations of the client certificate: the user's groups.") @Default("[]")
            List<String> o,

            @Doc("URL of the API server.") @Matches(value = "https://[^\\s\"\\\\]+", expected = "an https URL")
            String server,

            @Doc("Name of the CA that signed the API server's certificate; issuer if not given. Several, where one"
                    + " is about to take another's place: any of them may have signed it.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            @Default("[]")
            List<String> serverCa,

            @Doc("What the file calls the cluster; the cluster's name if not given.")
            @Matches(value = KubeconfigNames.PLAIN, expected = KubeconfigNames.PLAIN_EXPECTED)
            Optional<String> clusterName,

            @Doc("What the file calls the user; the common name if not given.")
            @Matches(value = KubeconfigNames.PLAIN, expected = KubeconfigNames.PLAIN_EXPECTED)
            Optional<String> user,

            @Doc("Namespace of the context.") @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
            Optional<String> namespace,

            @Doc("Kind of the key.") @Default("ecdsa-p256") KeyType keyType,

            @Doc("How long the certificate is valid.") @Default("8760h")
            Duration validity,

            @Doc("How long before its end it is renewed.") @Default("720h")
            Duration renewBefore,

            @Doc("One that was issued before this moment is renewed too.")
            Optional<Instant> renewIssuedBefore,

            @Doc("User the file belongs to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> owner,

            @Doc("Group the file belongs to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> group,

            @Doc("Permission bits of the file, which holds a private key.") @Default("0600")
            Mode mode) {

        KubeconfigRecipe recipe() {
            Renewal renewal = new Renewal(renewBefore, renewIssuedBefore);
            CertificateRequest request = CertificateRequest.leaf(cn, o, List.of(), Usage.CLIENT, keyType);
            return new KubeconfigRecipe(
                    new LeafRecipe(cluster, name, issuer, request, validity, renewal),
                    serverCa.isEmpty() ? List.of(issuer) : serverCa,
                    new KubeconfigNames(server, clusterName.orElse(cluster), user.orElse(cn), namespace));
        }

        WantedFile file(Foreseen<String> digest) {
            Content content = new Content.Produced(recipe().key(), "kubeconfig", digest, true);
            return new WantedFile(dest, content, WantedAttributes.of(owner, group, Optional.of(mode)));
        }
    }

    private static final String ARGUMENTS = "dest: /root/admin.conf\n"
            + "name: admin\n"
            + "issuer: example-ca\n"
            + "cluster: example\n"
            + "cn: admin\n"
            + "server: https://192.0.2.10:6443\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubeconfig",
                    "Writes a kubeconfig with a client certificate that is issued on the controller and renewed"
                            + " in time.",
                    Params.class,
                    new Example("absent", "", ARGUMENTS).after(Examples.AUTHORITY),
                    new Example("drifted", "echo other >/root/admin.conf", ARGUMENTS).after(Examples.AUTHORITY),
                    new Example("right", "", ARGUMENTS)
                            .after(Examples.AUTHORITY + "- kubeconfig:\n" + ARGUMENTS.indent(4)))
            .inGroups(CertgenModule.GROUPS)
            .returns(StoredCertificates.Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        KubeconfigRecipe recipe = params.recipe();
        List<StateKey<?>> keys = new ArrayList<>(Leaf.probes(recipe.leaf()));
        keys.addAll(Trust.probes(params.cluster(), recipe.serverAuthorities()));
        keys.add(HostKubeconfigs.at(params.dest()));
        keys.addAll(params.file(new Foreseen.Exactly<>("")).probes());
        return keys.stream().distinct().toList();
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return Leaf.fault(params.recipe().leaf())
                .map(why -> List.of(new Binding.Fault("", why)))
                .orElse(List.of());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (Leaf.of(params.recipe().leaf(), known)) {
            case Leaf.Out(Plan plan) -> plan;
            case Leaf.In leaf ->
                switch (Trust.of(params.cluster(), params.recipe().serverAuthorities(), known)) {
                    case Trust.Out(Plan plan) -> plan;
                    case Trust.In(Foreseen<String> bundle) -> plan(params, leaf, bundle, known);
                };
        };
    }

    private static Plan plan(Params params, Leaf.In leaf, Foreseen<String> bundle, Knowledge known) {
        KubeconfigRecipe recipe = params.recipe();
        Action.Produce making = new Action.Produce(recipe.key(), recipe, leaf.effects());
        String title =
                "issue certificate '" + params.name() + "': " + leaf.reason().orElse("");
        return new Delivery(making, title, List.of(params.file(digest(params, leaf, bundle, known)))).plan(known);
    }

    /** The file's own digest when each of its parts is as wanted; the key itself is never compared, only its hash. */
    private static Foreseen<String> digest(Params params, Leaf.In leaf, Foreseen<String> bundle, Knowledge known) {
        boolean right = known.of(HostKubeconfigs.at(params.dest()))
                        instanceof Observed.Known<HostKubeconfig>(HostKubeconfig there, var how)
                && bundle.map(text -> Bytes.of(text).sha256()).is(there.authority())
                && leaf.after().certificate().is(there.certificate())
                && leaf.after().key().is(there.key())
                && params.recipe().names().rest().sha256().equals(there.rest());
        return right
                        && known.of(Files.at(Paths.clean(params.dest())))
                                instanceof Observed.Known<FileState>(FileState.Regular file, var how)
                ? file.sha256()
                : new Foreseen.Later<>("the kubeconfig is put together during the run");
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return StoredCertificates.result(after, params.cluster(), params.name());
    }
}
