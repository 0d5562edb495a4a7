package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import play.host.HostState;
import play.host.UnknownStateException;

/** The labels or the annotations of an object. */
record ObjectMetadata(boolean present, Map<String, String> entries) implements HostState {
    ObjectMetadata {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /** Which of the two. */
    enum Part {
        LABELS("label"),
        ANNOTATIONS("annotate");

        private final String verb;

        Part(String verb) {
            this.verb = verb;
        }

        /** The command of kubectl that changes it. */
        String verb() {
            return verb;
        }

        /** Where an object has it. */
        String field() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Reads it, by {@code KIND NAME}, as kubectl takes them. */
    record Family(KubeClient client, Part part) implements KubeStates<ObjectMetadata> {
        @Override
        public String name() {
            return part.field() + " of";
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Class<ObjectMetadata> type() {
            return ObjectMetadata.class;
        }

        @Override
        public List<List<String>> calls(String id) {
            List<String> words = new ArrayList<>(List.of("get"));
            words.addAll(List.of(id.split(" ")));
            words.addAll(List.of("-o", "json", "--ignore-not-found"));
            return List.of(words);
        }

        @Override
        public ObjectMetadata state(String id, List<Sections.Answer> answers) throws UnknownStateException {
            return KubeStates.object(answers.getFirst()).map(this::entries).orElse(new ObjectMetadata(false, Map.of()));
        }

        private ObjectMetadata entries(JsonNode object) {
            Map<String, String> entries = new TreeMap<>();
            object.path("metadata")
                    .path(part.field())
                    .properties()
                    .forEach(entry ->
                            entries.put(entry.getKey(), entry.getValue().asText()));
            return new ObjectMetadata(true, entries);
        }
    }
}
