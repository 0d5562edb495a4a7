package play.modules.openssl;

import play.value.Foreseen;

/** When the identifier of a certificate's key is made of the key. */
public enum KeyIdWish {
    CREATE_IF_NOT_PROVIDED,
    ALWAYS_CREATE,
    NEVER_CREATE;

    /** Whether it is made, where the request asks for this one. */
    boolean makes(RequestText request) {
        return switch (this) {
            case ALWAYS_CREATE -> true;
            case CREATE_IF_NOT_PROVIDED -> request.keyId().is("");
            case NEVER_CREATE -> false;
        };
    }

    /** Whether a certificate has what comes of it. */
    boolean isMet(RequestText request, RequestText certificate) {
        return switch (this) {
            case ALWAYS_CREATE ->
                certificate.keyId().agrees(certificate.publicKey().map(PublicKey::keyId));
            case CREATE_IF_NOT_PROVIDED ->
                request.keyId().is("")
                        ? !certificate.keyId().is("")
                        : certificate.keyId().agrees(request.keyId());
            case NEVER_CREATE -> certificate.keyId().agrees(request.keyId());
        };
    }

    Foreseen<String> keyId(RequestText request) {
        return makes(request) ? request.publicKey().map(PublicKey::keyId) : request.keyId();
    }
}
