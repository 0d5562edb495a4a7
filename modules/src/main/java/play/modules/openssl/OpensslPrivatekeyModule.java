package play.modules.openssl;

import java.util.ArrayList;
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
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.NoEffect;
import play.param.Range;
import play.param.RequiredIf;
import play.param.SecretText;
import play.result.When;
import play.value.Unknown;

/** Private keys, which never leave their host. */
public final class OpensslPrivatekeyModule implements Resource<OpensslPrivatekeyModule.Params> {
    /** When a key that is there is made anew. */
    public enum Regenerate {
        NEVER,
        FAIL,
        PARTIAL_IDEMPOTENCE,
        FULL_IDEMPOTENCE,
        ALWAYS
    }

    /** How the file is to hold the key. */
    public enum Format {
        AUTO,
        AUTO_IGNORE,
        PKCS1,
        PKCS8
    }

    /** What becomes of a key in another format. */
    public enum Mismatch {
        REGENERATE,
        CONVERT
    }

    @RequiredIf(when = "type", is = "ecc", needs = "curve")
    public record Params(
            @Doc("Kind of the key.") @Default("RSA") KeyKind type,

            @Doc("Bits of a key of kind RSA or DSA.") @Default("4096") @Range(from = 512, to = 16384)
            int size,

            @Doc("Curve of a key of kind ECC.") Optional<Curve> curve,

            @Doc("The key is encrypted by this passphrase.") Optional<SecretText> passphrase,

            @Doc("How it is encrypted.") @NoEffect("Keys are encrypted by AES-256. Leave it out.") @Default("auto")
            String cipher,

            @Doc("pkcs1 is the form that RSA, DSA and ECC each have of their own, pkcs8 one for all kinds. auto takes"
                    + " pkcs1 where the kind has it; auto_ignore too, and leaves a key of another form as it is.")
            @Default("auto_ignore")
            Format format,

            @Doc("Whether a key of another form is made anew, or brought into the form.") @Default("regenerate")
            Mismatch formatMismatch,

            @Doc("When a key that is there is made anew: never; always; full_idempotence, whenever it is another than"
                    + " asked for or cannot be read; partial_idempotence, where it can be read and is another; with"
                    + " fail the task fails instead.")
            @Default("full_idempotence")
            Regenerate regenerate,

            @Inline Placement placement) {
        KeyLook look() {
            return new KeyLook(
                    type.spelled(),
                    type.isSized() ? size : 0,
                    type == KeyKind.ECC ? curve.map(Curve::spelled).orElse("") : "");
        }

        KeyForm form() {
            return format == Format.PKCS8 || !type.hasOwnForm() ? KeyForm.PKCS8 : KeyForm.PKCS1;
        }

        StateKey<HeldKey> key() {
            return HeldKey.at(placement.at(), passphrase);
        }

        boolean always() {
            return placement.force() || regenerate == Regenerate.ALWAYS;
        }
    }

    record Result(
            @Doc("The path.") String filename,
            @Doc("Kind of the key.") String type,

            @Doc("Bits of the key.") @When("state is present")
            Optional<Long> size,

            @Doc("Its curve.") @When("it is of kind ECC") Optional<String> curve,

            @Doc("Digests of the public key, by their names.") @When("state is present")
            Optional<Map<String, String>> fingerprint,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    private static final String FIRST = "openssl genpkey -algorithm ED25519 -out /etc/k.pem\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "openssl_privatekey",
                    "Makes a private key on the host, which does not leave it. The host needs openssl.",
                    Params.class,
                    new Example("absent", "", "path: /etc/k.pem\nsize: 2048\n"),
                    new Example(
                            "drifted: of another kind",
                            FIRST,
                            "path: /etc/k.pem\ntype: ECC\ncurve: secp384r1\nbackup: true\n"),
                    new Example("right", FIRST + "chmod 0600 /etc/k.pem\n", "path: /etc/k.pem\ntype: Ed25519\n"),
                    new Example(
                            "drifted: of another mode",
                            FIRST + "chmod 0644 /etc/k.pem\n",
                            "path: /etc/k.pem\ntype: Ed25519\ngroup: adm\nmode: '0640'\n"),
                    new Example("encrypted", FIRST, "path: /etc/k.pem\ntype: Ed25519\npassphrase: open sesame\n"),
                    new Example(
                            "in another form",
                            "openssl ecparam -genkey -noout -name prime256v1 -out /etc/k.pem\n",
                            "path: /etc/k.pem\ntype: ECC\ncurve: secp256r1\nformat: pkcs8\nformat_mismatch: convert\n"),
                    new Example("to be removed", FIRST, "path: /etc/k.pem\nstate: absent\n"))
            .alias("community.crypto.openssl_privatekey")
            .insteadOf(new Program("openssl", "^(?!.*\\s(genrsa|genpkey|gendsa)\\b)"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.curve().isPresent() && params.type() != KeyKind.ECC) {
            faults.add(new Binding.Fault(
                    "curve", "keys of kind " + params.type().spelled() + " have no curve to choose; leave it out"));
        }
        if (params.format() == Format.PKCS1 && !params.type().hasOwnForm()) {
            faults.add(new Binding.Fault(
                    "format", "keys of kind " + params.type().spelled() + " have no form pkcs1; write format: pkcs8"));
        }
        if (params.passphrase().filter(text -> text.reveal().isEmpty()).isPresent()) {
            faults.add(new Binding.Fault("passphrase", "a passphrase must not be empty; leave it out"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.placement().probes(List.of(params.key()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.placement().plan(known, now -> Plan.on(now.of(params.key()), key -> plan(params, key, now)));
    }

    private static Plan plan(Params params, HeldKey present, Knowledge known) {
        MadeFile file = params.placement().secretFile();
        String at = params.placement().at();
        return switch (judged(params, present)) {
            case RIGHT -> file.kept(known);
            case NEW -> file.made(KeyMaking.made(params), known);
            case OTHER_FORM ->
                params.formatMismatch() == Mismatch.CONVERT
                        ? file.made(KeyMaking.converted(params, present), known)
                        : regenerated(params, at + " holds its key in another form", known);
            case OTHER ->
                regenerated(
                        params, at + " holds a key that is not " + params.look().described(), known);
            case CLOSED ->
                params.regenerate() == Regenerate.PARTIAL_IDEMPOTENCE
                        ? new Plan.Rejected(closed(params, at))
                        : regenerated(params, closed(params, at), known);
        };
    }

    private static String closed(Params params, String at) {
        return at
                + (params.passphrase().isPresent()
                        ? " holds no key that is encrypted by this passphrase"
                        : " holds no key that can be read without a passphrase");
    }

    private static Plan regenerated(Params params, String why, Knowledge known) {
        return switch (params.regenerate()) {
            case NEVER -> params.placement().secretFile().kept(known);
            case FAIL ->
                new Plan.Rejected(why + "; with regenerate: full_idempotence it would be replaced by a new key");
            case PARTIAL_IDEMPOTENCE, FULL_IDEMPOTENCE, ALWAYS ->
                params.placement().secretFile().made(KeyMaking.made(params), known);
        };
    }

    private enum Judgement {
        RIGHT,
        NEW,
        OTHER,
        OTHER_FORM,
        CLOSED
    }

    private static Judgement judged(Params params, HeldKey present) {
        return switch (present) {
            case HeldKey.Missing none -> Judgement.NEW;
            case HeldKey held when params.always() -> Judgement.NEW;
            case HeldKey.Closed closed -> Judgement.CLOSED;
            case HeldKey.Open open when params.passphrase().isPresent() && !open.encrypted() -> Judgement.CLOSED;
            case HeldKey.Open open when !open.look().equals(params.look()) -> Judgement.OTHER;
            case HeldKey.Open open ->
                params.format() == Format.AUTO_IGNORE || open.form() == params.form()
                        ? Judgement.RIGHT
                        : Judgement.OTHER_FORM;
        };
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result =
                new LinkedHashMap<>(params.placement().result(after));
        result.put("type", params.type().spelled());
        if (!params.placement().wanted()) {
            return result;
        }
        switch (after.of(params.key())) {
            case Observed.Unknown<HeldKey>(String why) -> {
                result.put("size", new Unknown(why));
                result.put("fingerprint", new Unknown(why));
            }
            case Observed.Known<HeldKey>(HeldKey.Open open, var how) -> {
                result.put("size", open.publicKey().map(PublicKey::bits).orUnknown());
                result.put(
                        "fingerprint",
                        open.publicKey().map(PublicKey::fingerprint).orUnknown());
            }
            case Observed.Known<HeldKey>(HeldKey other, var how) -> {}
        }
        params.curve().ifPresent(curve -> result.put("curve", curve.spelled()));
        return result;
    }
}
