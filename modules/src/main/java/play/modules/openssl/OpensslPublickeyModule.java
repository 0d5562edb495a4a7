package play.modules.openssl;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.files.MadeFile;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.RequiredIf;
import play.param.SecretText;
import play.result.When;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** Public keys of private keys on the host. */
public final class OpensslPublickeyModule implements Resource<OpensslPublickeyModule.Params> {
    /** How the file is to hold the key. */
    public enum Format {
        PEM,
        OPENSSH
    }

    @RequiredIf(when = "state", is = "present", needs = "privatekey_path")
    public record Params(
            @Doc("Path of the private key on the host.") @HostPath
            Optional<String> privatekeyPath,

            @Doc("Its passphrase.") Optional<SecretText> privatekeyPassphrase,

            @Doc("PEM, or a line as OpenSSH has it, for keys of kind RSA, DSA, ECC and Ed25519.") @Default("PEM")
            Format format,

            @Doc("Whether the result has the key.") @Default("false")
            boolean returnContent,

            @Inline Placement placement) {
        private StateKey<HeldKey> key() {
            return HeldKey.at(privatekeyPath.orElse("/"), privatekeyPassphrase);
        }

        private Optional<String> text(PublicKey key) {
            try {
                return Optional.of(format == Format.PEM ? key.pem() : key.openSsh());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    record Result(
            @Doc("The path.") String filename,

            @Doc("Path of the private key.") @When("state is present")
            Optional<String> privatekey,

            @Doc("PEM or OpenSSH.") String format,

            @Doc("Digests of the public key, by their names.") @When("state is present")
            Optional<Map<String, String>> fingerprint,

            @Doc("The key.") @When("return_content is true and state is present")
            Optional<String> publickey,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    private static final String KEY = "openssl genpkey -algorithm ED25519 -out /etc/k.pem\n";
    private static final String YAML = "path: /etc/k.pub\nprivatekey_path: /etc/k.pem\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "openssl_publickey",
                    "Writes the public key of a private key of the host. The host needs openssl.",
                    Params.class,
                    new Example("absent", KEY, YAML + "return_content: true\n"),
                    new Example("drifted", KEY + "echo other >/etc/k.pub\n", YAML + "backup: true\nmode: '0644'\n"),
                    new Example("right", KEY + "openssl pkey -in /etc/k.pem -pubout -out /etc/k.pub\n", YAML),
                    new Example("for OpenSSH", KEY, YAML + "format: OpenSSH\n"),
                    new Example("to be removed", "echo x >/etc/k.pub\n", "path: /etc/k.pub\nstate: absent\n"))
            .alias("community.crypto.openssl_publickey")
            .insteadOf(new Program("openssl", "^(?!.*\\s(pkey|rsa|ec)(?=\\s.*-pubout\\b).*\\s-out\\b)"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.placement().probes(List.of(params.key()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.placement()
                .plan(
                        known,
                        now -> Plan.on(now.of(params.key()), key -> switch (key) {
                            case HeldKey.Open open -> plan(params, open.publicKey(), now);
                            case HeldKey other ->
                                new Plan.Rejected(Openssl.unusable(params.key().id(), other));
                        }));
    }

    private static Plan plan(Params params, Foreseen<PublicKey> publicKey, Knowledge known) {
        MadeFile file = params.placement().file();
        return switch (publicKey) {
            case Foreseen.Later<PublicKey>(String why) ->
                file.holding(new Content.Inline(List.of(new Content.Part.Later(why))), known);
            case Foreseen.Exactly<PublicKey>(PublicKey key) ->
                params.text(key)
                        .map(text -> params.placement().force()
                                ? file.made(making(params, text), known)
                                : file.holding(Content.of(text), known))
                        .orElseGet(() -> new Plan.Rejected("OpenSSH has no keys of kind " + key.kind()));
        };
    }

    private static MadeFile.Making making(Params params, String text) {
        return new MadeFile.Making(
                "write the public key of " + params.key().id() + " into "
                        + params.placement().at(),
                "",
                "cat",
                Bytes.of(text),
                Openssl.LONGEST,
                List.of(),
                false);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result =
                new LinkedHashMap<>(params.placement().result(after));
        result.put("format", params.format() == Format.PEM ? "PEM" : "OpenSSH");
        if (!params.placement().wanted()) {
            return result;
        }
        result.put("privatekey", params.key().id());
        Foreseen<PublicKey> key = switch (after.of(params.key())) {
            case Observed.Unknown<HeldKey>(String why) -> new Foreseen.Later<>(why);
            case Observed.Known<HeldKey>(HeldKey.Open open, var how) -> open.publicKey();
            case Observed.Known<HeldKey>(HeldKey other, var how) -> HeldKey.NOT_MADE;
        };
        result.put("fingerprint", key.map(PublicKey::fingerprint).orUnknown());
        if (params.returnContent()) {
            result.put("publickey", key.map(one -> params.text(one).orElse("")).orUnknown());
        }
        return result;
    }
}
