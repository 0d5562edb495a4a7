package play.modules.openssl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.files.MadeFile;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.NoEffect;
import play.param.Range;
import play.param.RequiredIf;
import play.param.SecretText;
import play.result.When;
import play.value.Bytes;

/** Private keys with their certificates, packed into one file. The key does not leave the host. */
public final class OpensslPkcs12Module implements Resource<OpensslPkcs12Module.Params> {
    /** Into an archive or out of one. */
    public enum Direction {
        EXPORT,
        PARSE
    }

    /** How an archive is encrypted. */
    public enum Encryption {
        AUTO,
        COMPATIBILITY2022
    }

    @RequiredIf(when = "action", is = "parse", needs = "src")
    public record Params(
            @Doc("export packs an archive; parse writes what src holds as PEM: the key, its certificate, the others.")
            @Default("export")
            Direction action,

            @Doc("Path on the host of the archive that is parsed.") @HostPath
            Optional<String> src,

            @Doc("Passphrase of the archive; without, an empty one.")
            Optional<SecretText> passphrase,

            @Doc("Friendly name of the key and its certificate.")
            @Alias("name")
            @Matches(value = "[^\\r\\n]+", expected = "a name of one line")
            Optional<String> friendlyName,

            @Doc("auto: as openssl of the host does by itself; compatibility2022: by 3DES and SHA-1, for old software."
                    + " An archive that is there stays as it is encrypted.")
            @Default("auto")
            Encryption encryptionLevel,

            @Doc("How often the encryption is repeated with compatibility2022; 50000 unless given.")
            @Range(from = 1, to = 100_000_000)
            Optional<Integer> iterSize,

            @Doc("How often the digest is repeated.")
            @NoEffect("openssl repeats it as often as it does by itself. Leave it out.")
            Optional<Integer> maciterSize,

            @Inline ArchiveSource source,
            @Inline Placement placement) {
        private StateKey<HeldArchive> target() {
            return parses() ? HeldArchive.inPem(placement.at()) : HeldArchive.at(placement.at(), passphrase);
        }

        private StateKey<HeldArchive> parsed() {
            return HeldArchive.at(src.orElse("/"), passphrase);
        }

        private boolean parses() {
            return action == Direction.PARSE;
        }

        private String name() {
            return HeldArchive.plain(friendlyName.orElse(""));
        }
    }

    record Result(
            @Doc("The path.") String filename,

            @Doc("Path of the private key.") @When("it is given")
            Optional<String> privatekeyPath,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "openssl_pkcs12",
                    "Packs a private key of the host and certificates into an archive of PKCS 12, or unpacks one. The"
                            + " host needs openssl.",
                    Params.class,
                    examples())
            .alias("community.crypto.openssl_pkcs12")
            .insteadOf(new Program("openssl", "^(?!.*\\spkcs12\\b.*\\s-out\\b)"))
            .returns(Result.class);

    private static Example[] examples() {
        String made = "openssl req -x509 -newkey ed25519 -nodes -keyout /etc/k.pem -subj /CN=a -out /etc/c.pem\n"
                + "openssl req -x509 -newkey ed25519 -nodes -keyout /etc/ca.key -subj /CN=ca -out /etc/ca.pem\n";
        String packed =
                made + "openssl pkcs12 -export -inkey /etc/k.pem -in /etc/c.pem -certfile /etc/ca.pem -name 'it''s'"
                        + " -passout pass:secret -out /etc/a.p12\nchmod 600 /etc/a.p12\n";
        String yaml =
                "path: /etc/a.p12\npassphrase: secret\nprivatekey_path: /etc/k.pem\ncertificate_path: /etc/c.pem\n";
        String whole = yaml + "other_certificates: [/etc/ca.pem]\n";
        return new Example[] {
            new Example("absent", made, whole + "friendly_name: it's\n"),
            new Example("drifted: of another name", packed, whole + "friendly_name: other\nbackup: true\n"),
            new Example(
                    "drifted: of another passphrase",
                    packed,
                    whole.replace("secret", "another") + "friendly_name: its\n"),
            new Example("drifted: with a certificate more", packed, yaml + "friendly_name: its\n"),
            new Example("right", packed, whole + "friendly_name: its\n"),
            new Example(
                    "for old software",
                    made,
                    whole + "encryption_level: compatibility2022\niter_size: 2048\nmode: '0640'\n"),
            new Example(
                    "certificates alone", made, "path: /etc/a.p12\nother_certificates: [/etc/ca.pem, /etc/c.pem]\n"),
            new Example(
                    "to be unpacked",
                    packed,
                    "action: parse\nsrc: /etc/a.p12\npassphrase: secret\npath: /etc/all.pem\n"),
            new Example(
                    "right, unpacked",
                    packed + "umask 077; cat /etc/k.pem /etc/c.pem /etc/ca.pem >/etc/all.pem\n",
                    "action: parse\nsrc: /etc/a.p12\npassphrase: secret\npath: /etc/all.pem\n"),
            new Example("to be removed", packed, "path: /etc/a.p12\nstate: absent\n")
        };
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (!params.placement().wanted() || params.parses()) {
            return faults;
        }
        if (params.source().isEmpty()) {
            faults.add(new Binding.Fault("action", "an archive holds at least one certificate; give certificate_path"));
        }
        params.source().fault().ifPresent(why -> faults.add(new Binding.Fault("action", why)));
        if (params.friendlyName().isPresent() && !params.source().hasKey()) {
            faults.add(new Binding.Fault(
                    "friendly_name", "openssl names the certificate of a key only; give privatekey_path, or no name"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.target()));
        if (params.parses()) {
            keys.add(params.parsed());
        } else {
            keys.addAll(params.source().probes());
        }
        return params.placement().probes(keys);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.placement().plan(known, now -> params.parses() ? parse(params, now) : export(params, now));
    }

    private static Plan export(Params params, Knowledge known) {
        return params.source()
                .plan(
                        known,
                        wanted -> placed(
                                params,
                                new HeldArchive.Open(wanted.key(), wanted.certificates(), params.name()),
                                exporting(params),
                                known));
    }

    private static Plan parse(Params params, Knowledge known) {
        String src = params.parsed().id();
        return Plan.on(known.of(params.parsed()), held -> switch (held) {
            case HeldArchive.Missing none -> new Plan.Rejected("there is no archive " + src);
            case HeldArchive.Closed closed ->
                new Plan.Rejected(src + " is no archive of PKCS 12 that opens by this passphrase");
            case HeldArchive.Open open ->
                placed(params, new HeldArchive.Open(open.key(), open.certificates(), ""), parsing(params), known);
        });
    }

    private static Plan placed(Params params, HeldArchive.Open wanted, String script, Knowledge known) {
        MadeFile file = params.placement().secretFile();
        return Plan.on(
                known.of(params.target()),
                held -> wanted.equals(held) && !params.placement().force()
                        ? file.kept(known)
                        : file.made(making(params, wanted, script), known));
    }

    private static MadeFile.Making making(Params params, HeldArchive.Open wanted, String script) {
        return new MadeFile.Making(
                (params.parses() ? "unpack " + params.parsed().id() + " into " : "pack an archive into ")
                        + params.placement().at(),
                Openssl.NEEDED + script,
                "make",
                Bytes.of(params.source()
                        .privatekeyContent()
                        .map(SecretText::reveal)
                        .orElse("")),
                Openssl.LONGEST,
                List.of(new Effect.Sets<>(params.target(), wanted)),
                true);
    }

    private static String exporting(Params params) {
        ArchiveSource source = params.source();
        StringBuilder command = new StringBuilder("openssl pkcs12 -export -in \"$d/all\"");
        if (source.hasKey()) {
            command.append(" -inkey ")
                    .append(ShellWords.quote(source.privatekeyPath().orElse("/dev/stdin")))
                    .append(" -passin env:PLAY_KEY");
        } else {
            command.append(" -nokeys");
        }
        params.friendlyName().ifPresent(name -> command.append(" -name ").append(ShellWords.quote(name)));
        if (params.encryptionLevel() == Encryption.COMPATIBILITY2022) {
            command.append(" -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1 -iter ")
                    .append(params.iterSize().orElse(50_000));
        }
        return passphrase(params) + "export PLAY_KEY="
                + ShellWords.quote(
                        source.privatekeyPassphrase().map(SecretText::reveal).orElse(""))
                + "\n" + source.printing() + "make() { (\nd=$(mktemp -d)\ntrap 'rm -rf \"$d\"' EXIT\n"
                + "certificates >\"$d/all\"\n" + command + " -passout env:PLAY_PASSPHRASE\n) }\n";
    }

    private static String parsing(Params params) {
        return passphrase(params) + "from=" + ShellWords.quote(params.parsed().id()) + "\n" + """
            look() { openssl pkcs12 $legacy -in "$from" -passin env:PLAY_PASSPHRASE "$@" 2>/dev/null; }
            blocks() { sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p'; }
            make() {
              legacy=
              look -nokeys -nocerts >/dev/null || legacy=-legacy
              if look -nocerts -nodes | grep -q '^-----BEGIN'; then look -nocerts -nodes | openssl pkey; fi
              look -clcerts -nokeys | blocks
              look -cacerts -nokeys | blocks
            }
            """;
    }

    private static String passphrase(Params params) {
        return Openssl.passphrase(params.passphrase().or(() -> Optional.of(new SecretText(""))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result =
                new LinkedHashMap<>(params.placement().result(after));
        params.source().privatekeyPath().ifPresent(path -> result.put("privatekey_path", path));
        return result;
    }
}
