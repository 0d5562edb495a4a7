package play.host;

import play.value.Bytes;

/** What a path holds, for diffs and for modules that edit in place. */
public sealed interface FileText extends HostState {
    record Missing() implements FileText {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * All of it.
     *
     * @param secret whether it must be masked, because a dry run has foreseen it with secrets in it
     */
    record Held(Bytes bytes, boolean secret) implements FileText {
        /** What was read, which is not masked. */
        public Held(Bytes bytes) {
            this(bytes, false);
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * More than {@link FileTexts#LIMIT} bytes.
     *
     * @param size in bytes
     */
    record TooLarge(long size) implements FileText {
        @Override
        public boolean present() {
            return true;
        }
    }
}
