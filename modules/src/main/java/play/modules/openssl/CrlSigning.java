package play.modules.openssl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.Effect;
import play.host.ShellWords;
import play.modules.files.MadeFile;
import play.param.SecretText;
import play.value.Bytes;

/**
 * Has {@code openssl} of the host put a list of revoked certificates together and sign it. {@code openssl ca} would
 * need the authority's certificate, and could say neither who signed a certificate nor that a reason is critical; so
 * the list is described in the words of {@code ASN1_generate_nconf}, once without the signature and once with it.
 */
record CrlSigning(X509CrlModule.Params params, SignatureAlgorithm algorithm, List<Revocation> revoked) {
    /** RFC 5280 has years up to 2049 in the shorter form, and all others in the longer one. */
    private static final String SIGN = """
        asn1() { case $1 in 19[5-9]*|20[0-4]*) echo "UTCTIME:${1#??}" ;; *) echo "GENTIME:$1" ;; esac; }
        encode() { openssl asn1parse -genconf /dev/stdin -noout -out "$1" >/dev/null; }
        sign() (
          d=$(mktemp -d)
          trap 'rm -rf -- "$d"' EXIT
          t=$d/unsigned
          {
            echo 'asn1 = SEQUENCE:list'
            settings
          } | encode "$t" || exit 1
          @SIGN@ >"$d/signature" 2>"$d/said" || { cat "$d/said" >&2; exit 1; }
          [ -s "$d/signature" ] || exit 1
          {
            printf 'asn1 = SEQUENCE:signed\\n[signed]\\nlist = SEQUENCE:list\\nalgorithm = SEQUENCE:algorithm\\n'
            printf 'signature = FORMAT:HEX,BITSTRING:%s\\n' "$(od -An -v -tx1 <"$d/signature" | tr -d ' \\n')"
            settings
          } | encode "$d/list" || exit 1
          openssl crl -inform DER -in "$d/list" -outform @FORM@
        )
        """;

    MadeFile.Making making(HeldCrl.Of after) {
        Map<Moment, String> counted = new LinkedHashMap<>();
        String settings = settings(counted);
        StringBuilder before =
                new StringBuilder(Openssl.NEEDED).append(Openssl.passphrase(params.privatekeyPassphrase()));
        before.append(SIGN.replace("@FORM@", params.format().name()).replace("@SIGN@", command()));
        counted.forEach((moment, name) -> before.append("export ")
                .append(name)
                .append("=\"$(asn1 \"")
                .append(moment.shell())
                .append("\")\"\n"));
        before.append("settings() { printf %s ")
                .append(ShellWords.quote(settings))
                .append("; }\n");
        return new MadeFile.Making(
                "sign a list of revoked certificates in " + params.list().id(),
                before.toString(),
                "sign",
                Bytes.of(params.privatekeyContent().map(SecretText::reveal).orElse("")),
                Openssl.LONGEST,
                List.of(new Effect.Sets<>(params.list(), after)),
                false);
    }

    private String command() {
        return algorithm.command(
                ShellWords.quote(params.privatekeyPath().orElse("/dev/stdin")),
                Openssl.passin(params.privatekeyPassphrase()));
    }

    private String settings(Map<Moment, String> counted) {
        StringBuilder text = new StringBuilder("[algorithm]\ntype = OID:")
                .append(algorithm.identifier())
                .append(algorithm.hasParameters() ? "\nnone = NULL\n" : "\n")
                .append("[list]\nversion = INTEGER:1\nalgorithm = SEQUENCE:algorithm\n")
                .append("issuer = SEQUENCE:issuer\nfrom = ")
                .append(time(params.from(), counted))
                .append("\nuntil = ")
                .append(time(params.until(), counted))
                .append(revoked.isEmpty() ? "\n" : "\nrevoked = SEQUENCE:revoked\n");
        issuer(params.issuerName().parts(), text);
        StringBuilder entries = new StringBuilder();
        text.append("[revoked]\n");
        for (int i = 0; i < revoked.size(); i++) {
            text.append(i).append(" = SEQUENCE:entry").append(i).append('\n');
            entry(i, counted, entries);
        }
        return text.append(entries).toString();
    }

    private static void issuer(List<NamePart> parts, StringBuilder text) {
        text.append("[issuer]\n");
        for (int i = 0; i < parts.size(); i++) {
            text.append(i).append(" = SET:set").append(i).append('\n');
        }
        for (int i = 0; i < parts.size(); i++) {
            NamePart part = parts.get(i);
            text.append("[set")
                    .append(i)
                    .append("]\npart = SEQUENCE:part")
                    .append(i)
                    .append('\n');
            text.append("[part").append(i).append("]\ntype = OID:").append(part.type());
            text.append("\nvalue = FORMAT:UTF8,").append(part.form()).append(':');
            text.append(part.written()).append('\n');
        }
    }

    private void entry(int index, Map<Moment, String> counted, StringBuilder text) {
        Revocation revocation = revoked.get(index);
        String name = "entry" + index;
        List<CertExtension> extensions = revocation.extensions();
        text.append('[').append(name).append("]\nserial = INTEGER:").append(revocation.serial());
        text.append("\ndate = ").append(time(revocation.date(), counted)).append('\n');
        if (extensions.isEmpty()) {
            return;
        }
        text.append("more = SEQUENCE:")
                .append(name)
                .append("more\n[")
                .append(name)
                .append("more]\n");
        for (int i = 0; i < extensions.size(); i++) {
            text.append(i)
                    .append(" = SEQUENCE:")
                    .append(name)
                    .append('x')
                    .append(i)
                    .append('\n');
        }
        for (int i = 0; i < extensions.size(); i++) {
            CertExtension extension = extensions.get(i);
            text.append('[').append(name).append('x').append(i).append("]\ntype = OID:");
            text.append(extension.type()).append(extension.critical() ? "\ncritical = BOOLEAN:TRUE" : "");
            text.append("\nvalue = FORMAT:HEX,OCTETSTRING:")
                    .append(extension.hex())
                    .append('\n');
        }
    }

    /** @param counted gets a variable for what counts from the host's clock, so that all see the same time */
    private static String time(Moment moment, Map<Moment, String> counted) {
        return switch (moment) {
            case Moment.At(String digits) ->
                digits.matches("(19[5-9]|20[0-4]).*") ? "UTCTIME:" + digits.substring(2) : "GENTIME:" + digits;
            case Moment.FromNow now -> "$ENV::" + counted.computeIfAbsent(now, other -> "PLAY_TIME" + counted.size());
        };
    }
}
