package play.modules.openssl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.files.MadeFile;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.NoEffect;
import play.param.RequiredIf;
import play.param.SecretText;
import play.result.Named;
import play.result.When;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Unknown;

/** Requests for certificates, signed by keys of the host. */
public final class OpensslCsrModule implements Resource<OpensslCsrModule.Params> {
    static final String DIGEST = "[a-z0-9][a-z0-9-]*";

    @RequiredIf(when = "state", is = "present", needs = "privatekey_path")
    public record Params(
            @Doc("Path of the private key on the host.") @HostPath
            Optional<String> privatekeyPath,

            @Doc("Its passphrase.") Optional<SecretText> privatekeyPassphrase,

            @Doc("Digest that is signed; keys of kind Ed25519 and Ed448 have one of their own.")
            @Default("sha256")
            @Matches(value = DIGEST, expected = "a digest, such as sha256")
            String digest,

            @Doc("Version of the request.") @NoEffect("There is only version 1. Leave it out.") @Default("1")
            int version,

            @Inline WantedSubject whose,
            @Inline WantedExtensions extensions,

            @Doc("Whether the result has the request.") @Default("false")
            boolean returnContent,

            @Inline Placement placement) {
        private StateKey<HeldKey> key() {
            return HeldKey.at(privatekeyPath.orElse("/"), privatekeyPassphrase);
        }

        private StateKey<HeldRequest> request() {
            return HeldRequest.at(placement.at());
        }
    }

    record Result(
            @Doc("The path.") String filename,

            @Doc("Path of the private key.") @When("state is present")
            Optional<String> privatekey,

            @Doc("Types and values of the subject's parts.") @When("state is present")
            Optional<List<List<String>>> subject,

            @Doc("Names that it is for.") @Named("subjectAltName") @When("state is present")
            Optional<List<String>> subjectAltName,

            @Doc("As the task says it.") @Named("keyUsage") @When("state is present")
            Optional<List<String>> keyUsage,

            @Doc("As the task says it.") @Named("extendedKeyUsage") @When("state is present")
            Optional<List<String>> extendedKeyUsage,

            @Doc("As the task says it.") @Named("basicConstraints") @When("state is present")
            Optional<List<String>> basicConstraints,

            @Doc("As the task says it.") @When("state is present")
            Optional<Boolean> ocspMustStaple,

            @Doc("As the task says it.") @When("state is present")
            Optional<List<String>> nameConstraintsPermitted,

            @Doc("As the task says it.") @When("state is present")
            Optional<List<String>> nameConstraintsExcluded,

            @Doc("The request.") @When("return_content is true and state is present")
            Optional<String> csr,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    private static final String KEY = "openssl genpkey -algorithm ED25519 -out /etc/k.pem\n";
    private static final String YAML = "path: /etc/r.csr\nprivatekey_path: /etc/k.pem\ncommon_name: www.example.org\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "openssl_csr",
                    "Makes a request for a certificate, signed by a key of the host. The host needs openssl.",
                    Params.class,
                    new Example(
                            "absent",
                            KEY,
                            YAML + "organization_name: 'A & B, \"$x\"'\ncountry_name: CH\n"
                                    + "subject: {OU: [one, two]}\nsubject_alt_name: ['DNS:www.example.org',"
                                    + " 'IP:10.0.0.1']\nkey_usage: [digitalSignature]\nkey_usage_critical: true\n"
                                    + "extended_key_usage: [serverAuth]\ncreate_subject_key_identifier: true\n"),
                    new Example(
                            "drifted",
                            KEY + "openssl req -new -key /etc/k.pem -subj /CN=other -out /etc/r.csr\n",
                            YAML + "backup: true\nreturn_content: true\n"),
                    new Example(
                            "drifted: of another key",
                            KEY + "openssl req -new -key /etc/k.pem -subj /CN=www.example.org -addext"
                                    + " subjectAltName=DNS:www.example.org -out /etc/r.csr\n" + KEY,
                            YAML),
                    new Example(
                            "right",
                            KEY + "openssl req -new -key /etc/k.pem -subj /CN=www.example.org -addext"
                                    + " subjectAltName=DNS:www.example.org -out /etc/r.csr\n",
                            YAML),
                    new Example(
                            "for an authority",
                            KEY,
                            YAML + "use_common_name_for_san: false\nbasic_constraints: ['CA:TRUE', 'pathlen:0']\n"
                                    + "basic_constraints_critical: true\nkey_usage: [keyCertSign]\n"),
                    new Example("to be removed", "echo x >/etc/r.csr\n", "path: /etc/r.csr\nstate: absent\n"))
            .alias("community.crypto.openssl_csr")
            .insteadOf(new Program("openssl", "^(?!.*\\sreq\\b)|\\s-(x509|in|verify|noout)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>(params.whose().faults());
        faults.addAll(params.extensions().faults());
        if (faults.isEmpty() && params.extensions().subjectAltName().isEmpty()) {
            params.extensions().names(params.whose()).stream()
                    .flatMap(name -> GeneralNames.fault(name).stream())
                    .forEach(why -> faults.add(new Binding.Fault(
                            "common_name", "it is no name of DNS; write use_common_name_for_san: false")));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.placement().probes(List.of(params.key(), params.request()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.placement()
                .plan(
                        known,
                        now -> Plan.on(now.of(params.key()), key -> switch (key) {
                            case HeldKey.Open open -> request(params, open, now);
                            case HeldKey other ->
                                new Plan.Rejected(Openssl.unusable(params.key().id(), other));
                        }));
    }

    private static Plan request(Params params, HeldKey.Open key, Knowledge known) {
        Optional<KeyKind> kind = KeyKind.named(key.look().kind());
        if (kind.filter(KeyKind::signs).isEmpty()) {
            return new Plan.Rejected("keys of kind " + key.look().kind() + " sign nothing; a request needs another");
        }
        return Plan.on(
                known.of(params.request()),
                present -> present instanceof HeldRequest.Of(RequestText says, var pem)
                                && !params.placement().force()
                                && isMet(params, key, says)
                        ? params.placement().file().kept(known)
                        : params.placement().file().made(making(params, key, kind.get()), known));
    }

    private static boolean isMet(Params params, HeldKey.Open key, RequestText present) {
        return params.whose().isMet(present.subject())
                && CertExtension.agree(params.extensions().all(params.whose()), present.extensions())
                && isKeyIdMet(params.extensions(), present)
                && present.authority().is(params.extensions().authority())
                && (present.publicKey() instanceof Foreseen.Later
                        || present.publicKey().equals(key.publicKey()));
    }

    private static boolean isKeyIdMet(WantedExtensions wanted, RequestText present) {
        return wanted.createSubjectKeyIdentifier()
                ? present.keyId().agrees(present.publicKey().map(PublicKey::keyId))
                : present.keyId().is(wanted.givenKeyId().orElse(""));
    }

    private static MadeFile.Making making(Params params, HeldKey.Open key, KeyKind kind) {
        Foreseen<String> keyId = params.extensions().createSubjectKeyIdentifier()
                ? key.publicKey().map(PublicKey::keyId)
                : new Foreseen.Exactly<>(params.extensions().givenKeyId().orElse(""));
        RequestText after = new RequestText(
                params.whose().parts(),
                params.extensions().all(params.whose()),
                keyId,
                new Foreseen.Exactly<>(params.extensions().authority()),
                key.publicKey());
        HeldRequest held = new HeldRequest.Of(after, new Foreseen.Later<>("it is signed during the run"));
        String writing = "openssl req -new -batch -config /dev/stdin -key "
                + ShellWords.quote(params.privatekeyPath().orElse("")) + " "
                + Openssl.passin(params.privatekeyPassphrase())
                + (kind.takesDigest() ? " -" + params.digest() : "")
                + (after.subject().isEmpty() ? " -subj /" : "");
        return new MadeFile.Making(
                "make a request for a certificate in " + params.placement().at(),
                Openssl.NEEDED + Openssl.passphrase(params.privatekeyPassphrase()),
                writing,
                Bytes.of(RequestSettings.of(after, params.extensions().createSubjectKeyIdentifier())),
                Openssl.LONGEST,
                List.of(new Effect.Sets<>(params.request(), held)),
                false);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result =
                new LinkedHashMap<>(params.placement().result(after));
        if (!params.placement().wanted()) {
            return result;
        }
        WantedExtensions extensions = params.extensions();
        result.put("privatekey", params.privatekeyPath().orElse(""));
        result.put("subject", params.whose().told());
        result.put("subjectAltName", extensions.names(params.whose()));
        result.put("keyUsage", extensions.keyUsage());
        result.put("extendedKeyUsage", extensions.extendedKeyUsage());
        result.put("basicConstraints", extensions.basicConstraints());
        result.put("ocsp_must_staple", extensions.ocspMustStaple());
        result.put("name_constraints_permitted", extensions.nameConstraintsPermitted());
        result.put("name_constraints_excluded", extensions.nameConstraintsExcluded());
        if (params.returnContent()) {
            result.put(
                    "csr",
                    switch (after.of(params.request())) {
                        case Observed.Unknown<HeldRequest>(String why) -> new Unknown(why);
                        case Observed.Known<HeldRequest>(HeldRequest.Of(var says, Foreseen<String> pem), var how) ->
                            pem.orUnknown();
                        case Observed.Known<HeldRequest>(HeldRequest other, var how) -> "";
                    });
        }
        return result;
    }
}
