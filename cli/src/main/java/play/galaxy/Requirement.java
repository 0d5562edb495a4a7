package play.galaxy;

import java.util.Optional;
import play.source.Span;

/**
 * Something that is to be installed.
 *
 * @param name as playbooks call it; of a collection that is no Galaxy server's it is told by the collection itself
 * @param version of Git what names a commit, of a collection of Galaxy a range of versions, else one version
 * @param place where it is asked for
 */
record Requirement(Kind kind, Optional<String> name, Source source, Optional<String> version, Span place) {
    enum Kind {
        ROLE,
        COLLECTION
    }

    /** Where it comes from. */
    sealed interface Source {
        /** As the lock has it. */
        String shown();
    }

    /** @param folder in the repository that holds it; empty for the whole */
    record Git(String address, String folder) implements Source {
        @Override
        public String shown() {
            return "git+" + address + (folder.isEmpty() ? "" : "#" + folder);
        }
    }

    /** A tar at an address, or a file of this machine. */
    record Archive(String address) implements Source {
        @Override
        public String shown() {
            return address;
        }
    }

    /** By its name, of a server. */
    record Galaxy(String server) implements Source {
        @Override
        public String shown() {
            return server;
        }
    }

    /** In messages. */
    String title() {
        return (kind == Kind.ROLE ? "role " : "collection ") + name.orElse(source.shown());
    }
}
