package play.modules.openssl;

import java.util.List;
import java.util.Locale;
import play.host.Effect;
import play.modules.files.MadeFile;
import play.value.Bytes;
import play.value.Foreseen;

/** How private keys come into their files. */
final class KeyMaking {
    private KeyMaking() {}

    static MadeFile.Making made(OpensslPrivatekeyModule.Params params) {
        HeldKey after = open(params, HeldKey.NOT_MADE);
        String title = "make a private key of kind " + params.look().described() + " in "
                + params.placement().at();
        return making(
                params,
                title,
                "make() { " + generating(params) + "; }\n",
                "make | openssl pkey" + form(params) + locking(params),
                after);
    }

    /** The same key, in the form that is asked for. */
    static MadeFile.Making converted(OpensslPrivatekeyModule.Params params, HeldKey present) {
        Foreseen<PublicKey> same = present instanceof HeldKey.Open open ? open.publicKey() : HeldKey.NOT_MADE;
        String writing =
                "openssl pkey -in \"$n\" " + Openssl.passin(params.passphrase()) + form(params) + locking(params);
        String title = "bring the private key in " + params.placement().at() + " into the form "
                + params.form().name().toLowerCase(Locale.ROOT);
        return making(params, title, "", writing, open(params, same));
    }

    private static HeldKey open(OpensslPrivatekeyModule.Params params, Foreseen<PublicKey> publicKey) {
        return new HeldKey.Open(
                params.look(), params.form(), params.passphrase().isPresent(), publicKey);
    }

    private static MadeFile.Making making(
            OpensslPrivatekeyModule.Params params, String title, String before, String writing, HeldKey after) {
        return new MadeFile.Making(
                title,
                Openssl.NEEDED + Openssl.passphrase(params.passphrase()) + before,
                writing,
                Bytes.EMPTY,
                Openssl.LONGEST,
                List.of(new Effect.Sets<>(params.key(), after)),
                true);
    }

    private static String generating(OpensslPrivatekeyModule.Params params) {
        return switch (params.type()) {
            case RSA -> "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:" + params.size();
            case DSA -> "openssl dsaparam -genkey -noout " + params.size();
            case ECC ->
                "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"
                        + params.curve().map(Curve::ofOpenssl).orElse("") + " -pkeyopt ec_param_enc:named_curve";
            case ED25519, ED448, X25519, X448 ->
                "openssl genpkey -algorithm " + params.type().name();
        };
    }

    private static String form(OpensslPrivatekeyModule.Params params) {
        return params.form() == KeyForm.PKCS1 ? " -traditional" : "";
    }

    private static String locking(OpensslPrivatekeyModule.Params params) {
        return params.passphrase().isPresent() ? " -aes256 -passout env:PLAY_PASSPHRASE" : "";
    }
}
