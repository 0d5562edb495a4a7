package play.modules.flatpak;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a file at an address installs, from which flatpak can (a flatpakref). */
final class FlatpakReference {
    private FlatpakReference() {}

    /** Nothing where it is no such file. */
    static Optional<FlatpakPattern> of(String file) {
        Map<String, String> values = new HashMap<>();
        for (String line : file.split("\\R")) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2) {
                values.putIfAbsent(parts[0].strip(), parts[1].strip());
            }
        }
        String kind = values.getOrDefault("IsRuntime", "false").equals("true") ? "runtime" : "app";
        return FlatpakPattern.of(
                kind + "/" + values.getOrDefault("Name", "") + "//" + values.getOrDefault("Branch", ""));
    }
}
