package play.modules.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Names;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.Mode;
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
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** A file of the CAs that something on the host trusts. */
public final class CertgenBundleModule implements Resource<CertgenBundleModule.Params> {
    public record Params(
            @Doc("Names of the CAs, made before by certgen_ca for the same cluster; the file has their certificates in"
                    + " this order.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            List<String> authorities,

            @Doc("Cluster that the CAs belong to; clusters share nothing.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            @Default("default")
            String cluster,

            @Doc("Where the file goes on the host.") @HostPath
            String dest,

            @Doc("User the file belongs to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> owner,

            @Doc("Group the file belongs to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> group,

            @Doc("Permission bits of the file.") @Default("0644")
            Mode mode) {

        BundleRecipe recipe() {
            return new BundleRecipe(cluster, authorities);
        }

        private WantedFile file(Foreseen<String> bundle) {
            Content content = new Content.Produced(
                    recipe().key(), "bundle", bundle.map(text -> Bytes.of(text).sha256()), false);
            return new WantedFile(dest, content, WantedAttributes.of(owner, group, Optional.of(mode)));
        }
    }

    private static final String TWO = "- certgen_ca: {name: example-ca, cluster: example}\n"
            + "- certgen_ca: {name: example-ca-2, cluster: example}\n";

    private static final String ARGUMENTS =
            "authorities: [example-ca-2, example-ca]\ncluster: example\ndest: /etc/trusted.crt\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "certgen_bundle",
            "Writes the certificates of CAs into one file on the host: of one, or of several while one takes"
                    + " another's place.",
            Params.class,
            new Example("absent", "", ARGUMENTS).after(TWO),
            new Example("drifted", "echo old >/etc/trusted.crt", ARGUMENTS).after(TWO),
            new Example("right", "", ARGUMENTS).after(TWO + "- certgen_bundle:\n" + ARGUMENTS.indent(4)));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(Trust.probes(params.cluster(), params.authorities()));
        keys.addAll(params.file(new Foreseen.Exactly<>("")).probes());
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (Trust.of(params.cluster(), params.authorities(), known)) {
            case Trust.Out(Plan plan) -> plan;
            case Trust.In(Foreseen<String> bundle) -> {
                BundleRecipe recipe = params.recipe();
                Action.Produce making = new Action.Produce(recipe.key(), recipe, List.of());
                yield new Delivery(making, "", List.of(params.file(bundle))).plan(known);
            }
        };
    }
}
