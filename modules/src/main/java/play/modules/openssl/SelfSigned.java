package play.modules.openssl;

import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.NoEffect;

/** How a certificate signs itself: parameters of {@code x509_certificate}. */
public record SelfSigned(
        @Doc("Version of the certificate.")
        @NoEffect("There are only those of version 3 to be made. Leave it out.")
        @Default("3")
        int selfsignedVersion,

        @Doc("Digest that is signed.")
        @Default("sha256")
        @Matches(value = OpensslCsrModule.DIGEST, expected = "a digest, such as sha256")
        String selfsignedDigest,

        @Doc("From when on it is valid: " + Moment.EXPECTED + ".")
        @Alias("selfsigned_notBefore")
        @Default("+0s")
        @Matches(value = Moment.PATTERN, expected = Moment.EXPECTED)
        String selfsignedNotBefore,

        @Doc("Until when it is valid.")
        @Alias("selfsigned_notAfter")
        @Default("+3650d")
        @Matches(value = Moment.PATTERN, expected = Moment.EXPECTED)
        String selfsignedNotAfter,

        @Doc("When the identifier of its key is made of the key: always, never, or where the request has none.")
        @Default("create_if_not_provided")
        KeyIdWish selfsignedCreateSubjectKeyIdentifier) {}
