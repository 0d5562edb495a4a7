package play.host;

/** A digest of what a file holds, in the algorithm of the {@link FileDigests} that read it. */
public sealed interface FileDigest extends HostState {
    /** No regular file stands there. */
    record Missing() implements FileDigest {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** A file is there; what it contains could not be read, or is not known before the run. */
    record Untold(String reason) implements FileDigest {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** @param hex lower-case hex digits */
    record Of(String hex) implements FileDigest {
        @Override
        public boolean present() {
            return true;
        }
    }
}
