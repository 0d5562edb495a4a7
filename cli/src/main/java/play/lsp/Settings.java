package play.lsp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.FileNames;

/**
 * What an editor says when it starts the server.
 *
 * @param inventories as {@code -i} names them, absolute where they are files
 * @param host whose values variables are shown with
 * @param options further words, as for {@code play lint}
 */
public record Settings(List<String> inventories, Optional<String> host, List<String> options) {
    public static final Settings NONE = new Settings(List.of(), Optional.empty(), List.of());

    public Settings {
        inventories = List.copyOf(inventories);
        options = List.copyOf(options);
    }

    /**
     * From the initialization options: {@code inventory}, a text or a list of them, {@code host}, {@code options}. What
     * is none of these is let be.
     *
     * @param options in JSON, or nothing
     * @param folder of the project, from which names of files are understood
     */
    static Settings of(@Nullable Object options, Path folder) {
        if (options == null) {
            return NONE;
        }
        try {
            JsonNode all = new ObjectMapper().readTree(options.toString());
            JsonNode own = all.path("play").isObject() ? all.path("play") : all;
            return new Settings(
                    texts(own.path("inventory")).stream()
                            .map(name -> inside(name, folder))
                            .toList(),
                    texts(own.path("host")).stream().findFirst(),
                    texts(own.path("options")));
        } catch (JsonProcessingException e) {
            return NONE;
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> all = new ArrayList<>();
        if (node.isTextual() && !node.asText().isEmpty()) {
            all.add(node.asText());
        }
        node.forEach(item -> {
            if (item.isTextual() && !item.asText().isEmpty()) {
                all.add(item.asText());
            }
        });
        return all;
    }

    /** A list of hosts stays what it is. */
    private static String inside(String name, Path folder) {
        return name.contains(",")
                ? name
                : FileNames.path(name)
                        .map(file -> folder.resolve(file).normalize().toString())
                        .orElse(name);
    }
}
