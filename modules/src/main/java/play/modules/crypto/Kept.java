package play.modules.crypto;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.value.Foreseen;

/** Patterns and results shared by the modules of things that are kept on the controller. */
final class Kept {
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
    static final String NAME_EXPECTED = "a name of letters, digits, dots, dashes and underscores";

    private Kept() {}

    /** What {@code register} gets of something that may be made in this run. */
    static Map<String, @Nullable Object> result(Map<String, ? extends Foreseen<?>> parts) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        parts.forEach((name, part) -> result.put(name, part.orUnknown()));
        return result;
    }
}
