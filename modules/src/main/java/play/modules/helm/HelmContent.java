package play.modules.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.diag.ProblemList;
import play.modules.kubernetes.KubeJson;
import play.modules.kubernetes.OwnedFields;
import play.source.SourceFile;
import play.value.Secret;
import play.value.Values;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/**
 * What a release holds, as a diff shows it, each a path to a scalar: {@code values.replicas}, {@code Deployment web
 * spec.replicas}.
 *
 * @param given values of the task, which may hold secrets; only what is given in clear is shown
 */
record HelmContent(Map<String, Object> given) {
    /** Of the values that were set and the objects that were made of them, as YAML documents. */
    Map<String, Object> of(JsonNode values, String manifest) {
        Map<String, Object> content = new TreeMap<>();
        Map<String, Object> clear = flat(given);
        flat(KubeJson.plain(values))
                .forEach((path, value) -> content.put(
                        "values." + path,
                        clear.containsKey(path) && !(clear.get(path) instanceof Secret) ? value : new Secret(value)));
        documents(manifest).forEach(document -> object(document, content));
        return content;
    }

    private static Map<String, Object> flat(Map<String, ? extends @Nullable Object> values) {
        Map<String, Object> flat = new LinkedHashMap<>();
        values.forEach((name, value) -> flatten(name, value, flat));
        return flat;
    }

    private static void flatten(String path, @Nullable Object value, Map<String, Object> flat) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> map.forEach((name, item) -> flatten(path + "." + name, item, flat));
            case List<?> list
            when !list.isEmpty() -> {
                for (int i = 0; i < list.size(); i++) {
                    flatten(path + "[" + i + "]", list.get(i), flat);
                }
            }
            case Secret secret -> flat.put(path, secret);
            case null -> flat.put(path, "null");
            default -> flat.put(path, value.toString());
        }
    }

    /** The documents of a manifest; one that is no YAML as it stands there. */
    private static List<Object> documents(String manifest) {
        ProblemList problems = new ProblemList();
        List<YamlNode> nodes = YamlReader.documents(new SourceFile("manifest", manifest), problems);
        List<Object> documents = new ArrayList<>();
        nodes.forEach(node -> Optional.ofNullable(plain(node)).ifPresent(documents::add));
        return problems.hasErrors() ? List.of(manifest) : documents;
    }

    private static @Nullable Object plain(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar.value();
            case YamlNode.Sequence sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(plain(item)));
                yield items;
            }
            case YamlNode.Mapping mapping -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> fields.put(entry.key().text(), plain(entry.value())));
                yield fields;
            }
        };
    }

    private void object(Object document, Map<String, Object> content) {
        if (!(document instanceof Map<?, ?> map)) {
            content.put("manifest", new Secret(document.toString()));
            return;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        JsonNode object = KubeJson.tree(fields);
        String name = KubeJson.id(object).shown();
        content.put(name + " apiVersion", object.path("apiVersion").asText());
        OwnedFields.of(object, Values.hasSecrets(given))
                .forEach((path, value) -> content.put(name + " " + path, value));
    }
}
