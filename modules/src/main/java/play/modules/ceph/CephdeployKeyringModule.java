package play.modules.ceph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.files.Names;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.Mode;
import play.host.StateKey;
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

/** A keyring: the file with which a daemon or client shows who it is. */
public final class CephdeployKeyringModule implements Resource<CephdeployKeyringModule.Params> {
    public record Params(
            @Doc("Whose key it is.") @Matches(value = CephNames.ENTITY, expected = CephNames.ENTITY_EXPECTED)
            String name,

            @Doc("The key, as generated_secret makes it with format cephx.")
            Content key,

            @Doc("What the holder may do, by service. Only the monitors' own keyring needs it, for their first"
                    + " start; else the cluster knows.")
            @Default("{}")
            Map<String, String> caps,

            @Doc("Path of the keyring; its directory must exist.") @HostPath
            String dest,

            @Doc("User the file belongs to.")
            @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            @Default("root")
            String owner,

            @Doc("Group the file belongs to.")
            @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            @Default("root")
            String group,

            @Doc("Permission bits.") @Default("0600") Mode mode) {

        private WantedFile file() {
            return new WantedFile(
                    dest,
                    Keyring.of(name, key, caps),
                    WantedAttributes.of(Optional.of(owner), Optional.of(group), Optional.of(mode)));
        }
    }

    private static final String ARGUMENTS =
            "name: client.kube\nkey: AQAAAAAAAAAAABAAMDEyMzQ1Njc4OWFiY2RlZg==\ndest: /srv/ceph.client.kube.keyring\n";
    private static final String RIGHT = "umask 077; printf '[client.kube]\\n"
            + "\\tkey = AQAAAAAAAAAAABAAMDEyMzQ1Njc4OWFiY2RlZg==\\n"
            + "' >/srv/ceph.client.kube.keyring\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "cephdeploy_keyring",
            "Writes a keyring with one key, which is never shown.",
            Params.class,
            new Example("absent", "", ARGUMENTS),
            new Example("drifted", RIGHT + "chmod 0644 /srv/ceph.client.kube.keyring", ARGUMENTS),
            new Example("right", RIGHT, ARGUMENTS));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.file().probes();
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return Keyring.refusal(params.key())
                .map(why -> List.of(new Binding.Fault("key", why)))
                .orElse(List.of());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.file().plan(known);
    }
}
