package play.modules.crypto;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Names;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.Mode;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.value.Content;

/** A leaf certificate with its key, issued and kept on the controller and put on the host. */
public final class CertgenModule implements Resource<CertgenModule.Params> {
    public record Params(
            @Doc("Name of the certificate among those of the cluster. A certificate per host has the host's name in"
                    + " it.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            String name,

            @Doc("Name of the CA that signs it, made before by certgen_ca for the same cluster.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            String issuer,

            @Doc("Cluster that CAs and certificates belong to; clusters share nothing.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            @Default("default")
            String cluster,

            @Doc("Common name; Kubernetes reads it as the user.")
            String cn,

            @Doc("Organizations; Kubernetes reads them as groups.") @Default("[]")
            List<String> o,

            @Doc("DNS names and addresses that clients connect to; which is which is told by their form.")
            @Default("[]")
            List<String> san,

            @Doc("Whether it serves as a server's certificate, a client's, or both.")
            Usage usage,

            @Doc("Kind of the key.") @Default("ecdsa-p256") KeyType keyType,

            @Doc("How long it is valid; never longer than its CA.") @Default("8760h")
            Duration validity,

            @Doc("How long before its end it is renewed.") @Default("720h")
            Duration renewBefore,

            @Doc("One that was issued before this moment is renewed too.")
            Optional<Instant> renewIssuedBefore,

            @Doc("Where the certificate goes on the host.") @HostPath
            Optional<String> certDest,

            @Doc("Where the private key goes on the host.") @HostPath
            Optional<String> keyDest,

            @Doc("Where the CA's certificate goes on the host.") @HostPath
            Optional<String> caDest,

            @Doc("User the files belong to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> owner,

            @Doc("Group the files belong to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> group,

            @Doc("Permission bits of the certificates.") @Default("0644")
            Mode certMode,

            @Doc("Permission bits of the private key.") @Default("0600")
            Mode keyMode) {

        LeafRecipe recipe() {
            Renewal renewal = new Renewal(renewBefore, renewIssuedBefore);
            CertificateRequest request = CertificateRequest.leaf(cn, o, san, usage, keyType);
            return new LeafRecipe(cluster, name, issuer, request, validity, renewal);
        }

        /** The files on the host; what they hold comes of the leaf. */
        private List<WantedFile> files(Content certificate, Content key, Content ca) {
            List<WantedFile> files = new ArrayList<>();
            caDest.ifPresent(path -> files.add(file(path, ca, certMode)));
            certDest.ifPresent(path -> files.add(file(path, certificate, certMode)));
            keyDest.ifPresent(path -> files.add(file(path, key, keyMode)));
            return files;
        }

        private WantedFile file(String path, Content content, Mode mode) {
            return new WantedFile(path, content, WantedAttributes.of(owner, group, Optional.of(mode)));
        }
    }

    private static final Content NONE = Content.of("");

    /** For parameters that all that is issued for a cluster has in common. */
    static final List<String> GROUPS = List.of("certgen");

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "certgen",
                    "Issues a certificate on the controller, renews it in time or when the request changes, and writes"
                            + " it to the host.",
                    Params.class,
                    Examples.certificate("absent", ""),
                    Examples.certificate(
                            "drifted",
                            "echo old >/etc/web/tls.crt; echo old >/etc/web/tls.key; chmod 644 /etc/web/tls.key"),
                    Examples.certificate("right", "").after(Examples.AUTHORITY + Examples.CERTIFICATE))
            .inGroups(CertgenModule.GROUPS)
            .insteadOf(new Program("cfssl"), new Program("cfssljson"))
            .returns(StoredCertificates.Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(Leaf.probes(params.recipe()));
        keys.addAll(Delivery.probes(params.files(NONE, NONE, NONE)));
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return Leaf.fault(params.recipe())
                .map(why -> List.of(new Binding.Fault("", why)))
                .orElse(List.of());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (Leaf.of(params.recipe(), known)) {
            case Leaf.Out(Plan plan) -> plan;
            case Leaf.In leaf ->
                new Delivery(leaf.making(), title(leaf), params.files(leaf.certificate(), leaf.key(), leaf.ca()))
                        .plan(known);
        };
    }

    private static String title(Leaf.In leaf) {
        return "issue certificate '" + leaf.recipe().name() + "': "
                + leaf.reason().orElse("");
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return StoredCertificates.result(after, params.cluster(), params.name());
    }
}
