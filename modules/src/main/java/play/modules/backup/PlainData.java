package play.modules.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.value.Secret;

/** Values of playbooks, of which some are secret. */
final class PlainData {
    private PlainData() {}

    static boolean hasSecrets(@Nullable Object value) {
        return switch (value) {
            case Secret secret -> true;
            case Map<?, ?> map -> map.values().stream().anyMatch(PlainData::hasSecrets);
            case List<?> list -> list.stream().anyMatch(PlainData::hasSecrets);
            case null, default -> false;
        };
    }

    /** The same with secrets as what they are. */
    static @Nullable Object revealed(@Nullable Object value) {
        return switch (value) {
            case Secret(Object hidden) -> revealed(hidden);
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((name, part) -> all.put(name, revealed(part)));
                yield all;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>();
                list.forEach(part -> all.add(revealed(part)));
                yield all;
            }
            case null, default -> value;
        };
    }
}
