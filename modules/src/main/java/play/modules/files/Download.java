package play.modules.files;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import play.module.Recipe;
import play.param.SecretText;

/**
 * A file to fetch to the controller's cache.
 *
 * @param checksum without it whatever comes is taken
 * @param headers of the request
 * @param timeout for connecting and for the server to begin its answer
 * @param validates whether the server's certificate must be valid
 */
public record Download(
        String url, Optional<Checksum> checksum, Map<String, SecretText> headers, Duration timeout, boolean validates)
        implements Recipe {
    /** The part of the product that holds the file. */
    public static final String PART = "file";

    public Download {
        headers = Map.copyOf(headers);
    }

    /** The same for every host and task that means the same file. */
    public String key() {
        return "download " + url + checksum.map(sum -> " " + sum).orElse("")
                + (validates ? "" : " from whoever answers");
    }
}
