package play.modules.files;

import java.util.List;
import play.host.FileState;
import play.host.HostState;

/** What an archive holds. */
sealed interface Archive extends HostState {
    /** There is no file to look into. */
    record Missing() implements Archive {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** By path, those above before those below. */
    record Members(List<Member> all) implements Archive {
        public Members {
            all = List.copyOf(all);
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * A file, directory or link in an archive.
     *
     * @param path within the archive, without a leading {@code ./}
     * @param state of a file or directory the mode is known, owner and group are not taken from the archive
     * @param modified when it was written last, in seconds since 1970
     */
    record Member(String path, FileState state, long modified) {}
}
