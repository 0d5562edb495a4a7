package play.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells of itself by files of its own.
 *
 * @param values plain, by the name of the file without its ending; the reason as text where one gives none
 * @param warnings the reasons, a sentence without its full stop each
 */
public record HostLocalFacts(Map<String, @Nullable Object> values, List<String> warnings) implements HostState {
    public HostLocalFacts {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean present() {
        return true;
    }
}
