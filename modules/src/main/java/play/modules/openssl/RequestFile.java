package play.modules.openssl;

/** Where the request is that a certificate is made of. */
sealed interface RequestFile {
    /** On the host. */
    record At(String path) implements RequestFile {}

    /** In the task. */
    record Given(String pem) implements RequestFile {}
}
