package play.modules.openssl;

import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.ShellWords;
import play.modules.files.MadeFile;
import play.value.Bytes;
import play.value.Foreseen;

/** Has {@code openssl ca} sign a certificate, in a directory of its own that is removed again. */
final class Signing {
    private static final String SIGN = """
        sign() (
          d=$(mktemp -d)
          trap 'rm -rf -- "$d"' EXIT
          : >"$d/index"
          printf '4%s\\n' "$(openssl rand -hex 19 | cut -c 2-)" >"$d/serial"
          cat >"$d/settings"
          @FILES@
          openssl ca -config "$d/settings" -batch -notext -preserveDN -md @DIGEST@ -keyfile @KEY@ @PASSIN@ @SIGNER@ \\
            -in "$r" -startdate "@FROM@" -enddate "@UNTIL@" -outdir "$d" 2>"$d/said" || { cat "$d/said" >&2; exit 1; }
        )
        """;

    private static final String SETTINGS = """
        [ca]
        default_ca = play
        [play]
        database = $ENV::d/index
        serial = $ENV::d/serial
        policy = any
        unique_subject = no
        string_mask = utf8only
        """;

    private Signing() {}

    /**
     * @param request where it is
     * @param says what it says
     */
    static MadeFile.Making making(
            X509CertificateModule.Params params, Signature signature, RequestFile request, RequestText says) {
        RequestText after = signature.after(says);
        HeldCertificate held = new HeldCertificate.Of(
                after,
                signature.issuer(says),
                new Foreseen.Later<>("it is signed during the run"),
                new Foreseen.Later<>("it is signed during the run"));
        String script = SIGN.replace("@DIGEST@", signature.digest().isEmpty() ? "default" : signature.digest())
                .replace("@KEY@", ShellWords.quote(signature.key()))
                .replace("@PASSIN@", Openssl.passin(signature.passphrase()))
                .replace("@FROM@", signature.from().shell())
                .replace("@UNTIL@", signature.until().shell())
                .replace("@SIGNER@", signature.authority().isPresent() ? "-cert \"$a\"" : "-selfsign")
                .replace("@FILES@", files(signature, request));
        return new MadeFile.Making(
                "sign a certificate in " + params.placement().at(),
                Openssl.NEEDED + Openssl.passphrase(signature.passphrase()) + script,
                "sign",
                Bytes.of(settings(
                        RequestSettings.extensions(after, signature.keyId().makes(says)))),
                Openssl.LONGEST,
                List.of(new Effect.Sets<>(params.certificate(), held)),
                false);
    }

    /** A section without extensions would make an empty list of them, which no certificate may have. */
    private static String settings(String extensions) {
        return SETTINGS + (extensions.isEmpty() ? "" : "x509_extensions = extensions\n")
                + "[any]\ncommonName = optional\n[extensions]\n" + extensions;
    }

    /** Lines that have {@code $r} be the request and {@code $a} the authority's certificate. */
    private static String files(Signature signature, RequestFile request) {
        String asked = switch (request) {
            case RequestFile.At(String path) -> "r=" + ShellWords.quote(path);
            case RequestFile.Given(String pem) -> "r=$d/request\n  printf %s " + ShellWords.quote(pem) + " >\"$r\"";
        };
        Optional<String> signer = signature
                .authority()
                .map(authority -> authority.pem().isEmpty()
                        ? "a=" + ShellWords.quote(authority.path())
                        : "a=$d/authority\n  printf %s " + ShellWords.quote(authority.pem()) + " >\"$a\"");
        return "export d\n  " + asked + signer.map(lines -> "\n  " + lines).orElse("");
    }
}
