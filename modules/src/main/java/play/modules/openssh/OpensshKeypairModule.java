package play.modules.openssh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Ownership;
import play.files.Paths;
import play.files.Steps;
import play.files.WantedAbsence;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.files.FileLabels;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.NoEffect;
import play.param.Presence;
import play.param.Range;
import play.param.SecretText;
import play.result.When;
import play.value.Foreseen;

/** Pairs of keys of OpenSSH, the private one of which never leaves its host. */
public final class OpensshKeypairModule implements Resource<OpensshKeypairModule.Params> {
    /** When a key that is there is made anew. */
    public enum Regenerate {
        NEVER,
        FAIL,
        PARTIAL_IDEMPOTENCE,
        FULL_IDEMPOTENCE,
        ALWAYS
    }

    /** How the file of a new private key holds it. */
    public enum Format {
        AUTO,
        PKCS1,
        PKCS8,
        SSH;

        boolean isOwn() {
            return this == AUTO || this == SSH;
        }
    }

    public record Params(
            @Doc("Path of the private key on the host; the public one has .pub after it.") @HostPath
            String path,

            @Doc("Whether the two files are to be there.") @Default("present")
            Presence state,

            @Doc("Kind of the key.") @Default("rsa") PairKind type,

            @Doc("Bits of the key: of rsa from 1024 on, 4096 unless given; of dsa 1024; of ecdsa 256, 384 or 521, 256"
                    + " unless given; of ed25519 it does not count.")
            @Range(from = 1, to = 16384)
            Optional<Integer> size,

            @Doc("Comment on the key; without, a new key has none and another keeps its own.")
            @Matches(value = "[^\\r\\n]*", expected = "one line")
            Optional<String> comment,

            @Doc("The key is encrypted by this passphrase.") Optional<SecretText> passphrase,

            @Doc("How the file of a new key holds it: auto and ssh in OpenSSH's own form. One that is there keeps its"
                    + " form.")
            @Default("auto")
            Format privateKeyFormat,

            @Doc("When a key that is there is made anew: never; always; partial_idempotence, where it is another than"
                    + " asked for; full_idempotence, also where it does not open; with fail the task fails where it is"
                    + " another. Where the key does not open, it fails but for full_idempotence and always.")
            @Default("partial_idempotence")
            Regenerate regenerate,

            @Doc("Whether a key is made anew though it is as wanted.") @Default("false")
            boolean force,

            @Doc("What makes the key.") @NoEffect("ssh-keygen of the host does it. Leave it out.") @Default("auto")
            String backend,

            @Inline Ownership ownership,

            @Doc("Permission bits of the private key; 0600 unless given, where it is new. The public one has 0644 where"
                    + " it is new.")
            Optional<WantedMode> mode,

            @Inline FileLabels labels) {
        String at() {
            return Paths.clean(path);
        }

        String publicAt() {
            return at() + ".pub";
        }

        StateKey<HeldPair> key() {
            return HeldPair.at(at(), passphrase);
        }

        StateKey<PublicLine> line() {
            return PublicLine.at(publicAt());
        }

        int bits() {
            return type.size(size.orElseGet(type::usual));
        }

        boolean always() {
            return force || regenerate == Regenerate.ALWAYS;
        }
    }

    record Result(
            @Doc("Path of the private key.") String filename,
            @Doc("Kind of the key that is wanted.") String type,
            @Doc("Its bits.") long size,

            @Doc("SHA-256 of the public key, as OpenSSH writes it; empty where there is none.")
            String fingerprint,

            @Doc("The public key without its comment; empty where there is none.")
            String publicKey,

            @Doc("Its comment.") @When("state is present") Optional<String> comment) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "openssh_keypair",
                    "Makes a pair of keys of OpenSSH on the host. The host needs ssh-keygen.",
                    Params.class,
                    examples())
            .alias("community.crypto.openssh_keypair")
            .insteadOf(new Program("ssh-keygen", "\\s-[lyRFHDcpsGTkQYAei]"))
            .returns(Result.class);

    private static Example[] examples() {
        String made = "ssh-keygen -q -t ed25519 -N '' -C me -f /etc/id\n";
        String yaml = "path: /etc/id\ntype: ed25519\n";
        return new Example[] {
            new Example("absent", "", yaml + "comment: deploy@example\n"),
            new Example("drifted: of another kind", made, "path: /etc/id\ntype: ecdsa\nsize: 384\nmode: '0640'\n"),
            new Example("drifted: of another comment", made, yaml + "comment: you\n"),
            new Example("drifted: without the public key", made + "rm /etc/id.pub\n", yaml),
            new Example("right", made, yaml + "comment: me\n"),
            new Example("with a passphrase", "", yaml + "passphrase: open sesame\n"),
            new Example(
                    "right, with a passphrase",
                    "ssh-keygen -q -t ed25519 -N 'open sesame' -C me -f /etc/id\n",
                    yaml + "passphrase: open sesame\n"),
            new Example(
                    "in another form",
                    "",
                    "path: /etc/id\nsize: 1024\nprivate_key_format: pkcs8\npassphrase: open sesame\ncomment: me\n"),
            new Example("to be removed", made, "path: /etc/id\nstate: absent\n")
        };
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        params.size()
                .filter(bits -> !params.type().takes(bits))
                .ifPresent(bits -> faults.add(new Binding.Fault(
                        "size", "there is no key of type " + params.type().word() + " with " + bits + " bits")));
        if (params.passphrase().filter(text -> text.reveal().length() < 5).isPresent()) {
            faults.add(new Binding.Fault("passphrase", "ssh-keygen takes passphrases of five letters or more"));
        }
        if (params.type() == PairKind.ED25519 && !params.privateKeyFormat().isOwn()) {
            faults.add(new Binding.Fault(
                    "private_key_format", "ssh-keygen writes keys of type ed25519 in its own form only; leave it out"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        if (params.state() == Presence.ABSENT) {
            List<StateKey<?>> keys = new ArrayList<>(absence(params.at()).probes());
            keys.addAll(absence(params.publicAt()).probes());
            return keys;
        }
        return PairMaking.probes(params);
    }

    private static WantedAbsence absence(String path) {
        return new WantedAbsence(path, false);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.state() == Presence.ABSENT
                ? Steps.inOrder(known, List.of(absence(params.at())::plan, absence(params.publicAt())::plan))
                : Steps.inOrder(
                        known, List.of(now -> privateKey(params, now), now -> PairMaking.publicKey(params, now)));
    }

    private static Plan privateKey(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), held -> switch (held) {
            case HeldPair.Missing none -> PairMaking.made(params, known);
            case HeldPair there when params.always() -> PairMaking.made(params, known);
            case HeldPair.Closed closed -> closed(params, known);
            case HeldPair.Open open when params.passphrase().isPresent() && !open.encrypted() -> closed(params, known);
            case HeldPair.Open open
            when !open.kind().equals(params.type().word()) || open.bits() != params.bits() ->
                another(params, open, known);
            case HeldPair.Open open -> PairMaking.commented(params, open, known);
        });
    }

    private static Plan closed(Params params, Knowledge known) {
        return params.regenerate() == Regenerate.FULL_IDEMPOTENCE
                ? PairMaking.made(params, known)
                : new Plan.Rejected(params.at()
                        + (params.passphrase().isPresent()
                                ? " holds no key that is encrypted by this passphrase"
                                : " holds no key that can be read without a passphrase")
                        + "; with regenerate: full_idempotence it would be replaced by a new key");
    }

    private static Plan another(Params params, HeldPair.Open open, Knowledge known) {
        return switch (params.regenerate()) {
            case NEVER -> PairMaking.commented(params, open, known);
            case FAIL ->
                new Plan.Rejected(params.at() + " holds a key of type " + open.kind() + " with " + open.bits()
                        + " bits; with regenerate: partial_idempotence it would be replaced by a new one");
            case PARTIAL_IDEMPOTENCE, FULL_IDEMPOTENCE, ALWAYS -> PairMaking.made(params, known);
        };
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("filename", params.at());
        result.put("type", params.type().word());
        result.put("size", (long) params.bits());
        result.put("fingerprint", "");
        result.put("public_key", "");
        if (params.state() == Presence.ABSENT) {
            return result;
        }
        Foreseen<SshPublicKey> key = switch (after.of(params.key())) {
            case Observed.Unknown<HeldPair>(String why) -> new Foreseen.Later<>(why);
            case Observed.Known<HeldPair>(HeldPair.Open open, var how) -> open.publicKey();
            case Observed.Known<HeldPair>(HeldPair other, var how) -> PairMaking.NOT_MADE;
        };
        result.put("fingerprint", key.map(SshPublicKey::fingerprint).orUnknown());
        result.put("public_key", key.map(SshPublicKey::toString).orUnknown());
        result.put("comment", PairMaking.comment(params, after).orUnknown());
        return result;
    }
}
