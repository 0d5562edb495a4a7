package play.modules.openssl;

import java.util.Optional;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.NoEffect;
import play.param.SecretText;

/** How an authority whose key is on the host signs a certificate: parameters of {@code x509_certificate}. */
@MutuallyExclusive({"ownca_path", "ownca_content"})
public record OwnAuthority(
        @Doc("Path of the authority's certificate on the host.") @HostPath
        Optional<String> owncaPath,

        @Doc("The authority's certificate.") Optional<String> owncaContent,

        @Doc("Path of the authority's key on the host.") @HostPath
        Optional<String> owncaPrivatekeyPath,

        @Doc("Its passphrase.") Optional<SecretText> owncaPrivatekeyPassphrase,

        @Doc("Digest that is signed.")
        @Default("sha256")
        @Matches(value = OpensslCsrModule.DIGEST, expected = "a digest, such as sha256")
        String owncaDigest,

        @Doc("Version of the certificate.")
        @NoEffect("There are only those of version 3 to be made. Leave it out.")
        @Default("3")
        int owncaVersion,

        @Doc("From when on it is valid: " + Moment.EXPECTED + ".")
        @Alias("ownca_notBefore")
        @Default("+0s")
        @Matches(value = Moment.PATTERN, expected = Moment.EXPECTED)
        String owncaNotBefore,

        @Doc("Until when it is valid.")
        @Alias("ownca_notAfter")
        @Default("+3650d")
        @Matches(value = Moment.PATTERN, expected = Moment.EXPECTED)
        String owncaNotAfter,

        @Doc("When the identifier of its key is made of the key: always, never, or where the request has none.")
        @Default("create_if_not_provided")
        KeyIdWish owncaCreateSubjectKeyIdentifier,

        @Doc("Whether it names the authority's key by its identifier, whatever the request says.") @Default("true")
        boolean owncaCreateAuthorityKeyIdentifier) {}
