package play.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import play.diag.ProblemList;
import play.param.BindException;
import play.param.UnknownValueException;
import play.source.SourceFile;
import play.value.Bytes;
import play.value.Content;
import play.value.Unknown;
import play.yaml.PlainData;
import play.yaml.YamlReader;

/**
 * The documents in a rendered YAML text. For the reader, each part that is not known yet is a word that nobody can have
 * written; the scalar that it is found in is {@link Unknown}.
 */
final class YamlContent {
    private final String mark = "later" + UUID.randomUUID().toString().replace("-", "") + "n";
    private final List<Unknown> later = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private YamlContent() {}

    /** @throws UnknownValueException if a key is not known, or the whole of a large content */
    static List<Object> documents(Content content) throws BindException {
        YamlContent yaml = new YamlContent();
        yaml.append(content instanceof Content.LocalFile file ? inlined(file) : content);
        return yaml.read(content.hasSecrets());
    }

    private static Content inlined(Content.LocalFile file) throws BindException {
        try {
            return Content.of(Bytes.of(Files.readAllBytes(file.path())));
        } catch (IOException e) {
            throw new BindException("names a file that cannot be read: " + file.path() + ": " + e.getMessage());
        }
    }

    private void append(Content content) throws BindException {
        if (!(content instanceof Content.Inline(List<Content.Part> parts))) {
            throw new UnknownValueException(new Unknown("it is made during the run"));
        }
        for (Content.Part part : parts) {
            text.append(
                    switch (part) {
                        case Content.Part.Plain(var bytes) -> bytes.utf8();
                        case Content.Part.Hidden(var bytes) -> bytes.utf8();
                        case Content.Part.Later(String reason) -> word(new Unknown(reason));
                    });
        }
    }

    private String word(Unknown unknown) {
        later.add(unknown);
        return mark + (later.size() - 1) + "n";
    }

    /** @param secret whether no line of it may be shown */
    private List<Object> read(boolean secret) throws BindException {
        ProblemList problems = new ProblemList();
        List<Object> documents = new ArrayList<>();
        for (var node : YamlReader.documents(new SourceFile("document", text.toString()), problems)) {
            @Nullable Object document = unmarked(PlainData.of(node));
            if (document != null) {
                documents.add(document);
            }
        }
        if (problems.hasErrors()) {
            if (!later.isEmpty()) {
                throw new UnknownValueException(later.getFirst());
            }
            throw new BindException("is not valid YAML:", ControllerFiles.plain(problems.sorted(), secret));
        }
        return documents;
    }

    private @Nullable Object unmarked(@Nullable Object value) throws UnknownValueException {
        return switch (value) {
            case String scalar when scalar.contains(mark) -> unknownOf(scalar);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (Object item : list) {
                    items.add(unmarked(item));
                }
                yield Collections.unmodifiableList(items);
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                for (Map.Entry<?, ?> field : map.entrySet()) {
                    String key = String.valueOf(field.getKey());
                    if (key.contains(mark)) {
                        throw new UnknownValueException(unknownOf(key));
                    }
                    fields.put(key, unmarked(field.getValue()));
                }
                yield Collections.unmodifiableMap(fields);
            }
            case null, default -> value;
        };
    }

    /** What made the first such word in a scalar. */
    private Unknown unknownOf(String scalar) {
        int from = scalar.indexOf(mark) + mark.length();
        return later.get(Integer.parseInt(scalar.substring(from, scalar.indexOf('n', from))));
    }
}
