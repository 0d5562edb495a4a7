package play.module;

import java.io.IOException;
import java.io.InputStream;

/** Files of the host that a plan is carried out for, as the user of its task sees them. */
@FunctionalInterface
public interface HostFiles {
    /** Where there is no host to read from. */
    HostFiles NONE = path -> {
        throw new IOException(path + " cannot be read: there is no host at hand");
    };

    /**
     * What a file holds, brought here while it is read, however large it is.
     *
     * @param path absolute
     * @throws IOException it cannot be read, or the connection is lost; reading the stream throws it too
     */
    InputStream open(String path) throws IOException;
}
