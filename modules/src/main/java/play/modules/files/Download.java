package play.modules.files;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import play.module.Recipe;
import play.param.SecretText;

/**
 * A file to fetch to the controller's cache.
 *
 * @param sha256 64 lower-case hex digits; without it whatever comes is taken
 * @param headers of the request
 * @param timeout for connecting and for the server to begin its answer
 */
public record Download(String url, Optional<String> sha256, Map<String, SecretText> headers, Duration timeout)
        implements Recipe {
    /** The part of the product that holds the file. */
    public static final String PART = "file";

    public Download {
        headers = Map.copyOf(headers);
    }

    /** The same for every host and task that means the same file. */
    public String key() {
        return "download " + url + sha256.map(sum -> " sha256:" + sum).orElse("");
    }
}
