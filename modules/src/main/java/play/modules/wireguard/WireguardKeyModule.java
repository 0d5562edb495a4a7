package play.modules.wireguard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Ownership;
import play.files.Paths;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.files.FileLabels;
import play.modules.files.MadeFile;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Meaning;
import play.param.Means;
import play.param.Presence;
import play.result.When;
import play.value.Bytes;
import play.value.Foreseen;

/** Private keys of WireGuard, which never leave their host. */
public final class WireguardKeyModule implements Resource<WireguardKeyModule.Params> {
    public record Params(
            @Doc("Path of the private key on the host; its directory must be there.")
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("Whether the key is to be there.") @Default("present")
            Presence state,

            @Doc("Whether it is made anew though there is one; peers have to be told of the new public key.")
            @Default("false")
            boolean force,

            @Inline Ownership ownership,

            @Doc("Permission bits; a new key has 0600, one that is there keeps its own.")
            Optional<WantedMode> mode,

            @Inline FileLabels labels) {
        private String at() {
            return Paths.clean(path);
        }

        private StateKey<HeldWireguardKey> key() {
            return HeldWireguardKey.at(at());
        }

        private WantedAbsence absence() {
            return new WantedAbsence(at(), false);
        }

        private MadeFile file(Optional<WantedMode> bits) {
            return new MadeFile(at(), new WantedAttributes(ownership, bits), labels, false);
        }
    }

    record Result(
            @Doc("Path of the private key.") String filename,

            @Doc("The public key, as peers have it in their settings.") @When("state is present")
            Optional<String> publicKey) {}

    private static final String MADE = "wg genkey >/etc/wireguard/wg0.key\n";
    private static final String YAML = "path: /etc/wireguard/wg0.key\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "wireguard_key",
                    "Makes a private key of WireGuard on the host, once, and tells the public one. The host needs wg.",
                    Params.class,
                    tried("absent", "", YAML),
                    tried("drifted in mode alone", MADE, YAML + "mode: '0600'\n"),
                    tried("right", MADE, YAML),
                    tried("to be removed", MADE, YAML + "state: absent\n"))
            .insteadOf(new Program("wg", "\\bwg\\s+(?!genkey|genpsk)"))
            .returns(Result.class);

    private static Example tried(String title, String before, String yaml) {
        return new Example(title, before, yaml)
                .after("- package: {name: wireguard-tools, install_recommends: false}\n");
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        if (params.state() == Presence.ABSENT) {
            return List.copyOf(params.absence().probes());
        }
        List<StateKey<?>> keys = new ArrayList<>(params.file(Optional.empty()).probes());
        keys.add(params.key());
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.state() == Presence.ABSENT
                ? params.absence().plan(known)
                : Plan.on(known.of(params.key()), held -> switch (held) {
                    case HeldWireguardKey.Missing none -> made(params, known, new WantedMode.Exactly(new Mode(0600)));
                    case HeldWireguardKey there
                    when params.force() -> made(params, known, new WantedMode.Exactly(new Mode(0600)));
                    case HeldWireguardKey.Broken broken ->
                        new Plan.Rejected(params.at()
                                + " holds no key of WireGuard; with force: true it would be replaced by a new one");
                    case HeldWireguardKey.Held there ->
                        params.file(params.mode()).kept(known);
                });
    }

    private static Plan made(Params params, Knowledge known, WantedMode usual) {
        String title = "make a key of WireGuard in " + params.at();
        Foreseen<String> later = new Foreseen.Later<>("the key is made during the run");
        return params.file(params.mode().or(() -> Optional.of(usual)))
                .made(
                        new MadeFile.Making(
                                title,
                                "command -v wg >/dev/null || play_fail " + ShellWords.quote(HeldWireguardKey.LACKING)
                                        + "\n",
                                "wg genkey",
                                Bytes.EMPTY,
                                Script.PROMPT,
                                List.of(new Effect.Sets<>(params.key(), new HeldWireguardKey.Held(later))),
                                true),
                        known);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("filename", params.at());
        if (params.state() == Presence.PRESENT) {
            Foreseen<String> key = switch (after.of(params.key())) {
                case Observed.Unknown<HeldWireguardKey>(String why) -> new Foreseen.Later<>(why);
                case Observed.Known<HeldWireguardKey>(HeldWireguardKey.Held held, var how) -> held.publicKey();
                case Observed.Known<HeldWireguardKey>(HeldWireguardKey other, var how) ->
                    new Foreseen.Later<>("there is no key");
            };
            result.put("public_key", key.orUnknown());
        }
        return result;
    }
}
