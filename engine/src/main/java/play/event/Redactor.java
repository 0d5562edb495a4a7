package play.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;
import play.value.Secret;

/**
 * The second line of defence for secrets: replaces every secret a run has met, wherever it turns up in an event, also
 * quoted, encoded or cut by line breaks. Safe for use by many threads.
 */
public final class Redactor {
    /** Of a longer one only itself and its lines are looked for: nobody quotes or encodes so much on a command line. */
    private static final int LONGEST_WITH_FORMS = 1 << 16;

    /** Numbers with fewer digits turn up everywhere. */
    private static final int SHORTEST_NUMBER = 6;

    /** Nobody's secrets, but words that programs answer with: masked they would make every report unreadable. */
    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "none",
            "null",
            "root",
            "active",
            "inactive",
            "enabled",
            "disabled",
            "started",
            "stopped",
            "running",
            "present",
            "absent",
            "changed",
            "failed",
            "success",
            "error",
            "localhost",
            "127.0.0.1",
            "All items completed",
            "One or more items failed",
            "All assertions passed");

    private final Masks masks = new Masks();
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Learns every secret in a value, searched in depth. */
    public void learn(@Nullable Object value) {
        Deque<Object> rest = new ArrayDeque<>();
        push(rest, value);
        while (!rest.isEmpty()) {
            switch (rest.pop()) {
                case Secret secret -> learnPlain(secret.value());
                case Map<?, ?> map -> map.values().forEach(item -> push(rest, item));
                case List<?> list -> list.forEach(item -> push(rest, item));
                default -> {}
            }
        }
    }

    private static void push(Deque<Object> rest, @Nullable Object value) {
        if (value != null && !(value instanceof String)) {
            rest.push(value);
        }
    }

    /**
     * Learns the digests of a content with secrets: whoever has one finds a short secret by trying.
     *
     * @return whether it has any
     */
    public boolean learnDigests(Content content) {
        if (!content.hasSecrets() && !holdsKnown(content)) {
            return false;
        }
        learnDigest(content.sha256());
        learnDigest(content.sha1());
        return true;
    }

    /** Learns a digest where it is known. */
    public void learnDigest(Foreseen<String> digest) {
        if (digest instanceof Foreseen.Exactly<String>(String hex)) {
            learnText(hex);
        }
    }

    /** What a host had in a file may hold what is secret here. */
    private boolean holdsKnown(Content content) {
        return content instanceof Content.Inline inline
                && inline.bytes()
                        .flatMap(Bytes::text)
                        .filter(text -> !redact(text).equals(text))
                        .isPresent();
    }

    private void learnPlain(Object value) {
        Deque<Object> rest = new ArrayDeque<>(List.of(value));
        while (!rest.isEmpty()) {
            switch (rest.pop()) {
                case Map<?, ?> map ->
                    map.values().stream().filter(item -> item != null).forEach(rest::push);
                case List<?> list -> list.stream().filter(item -> item != null).forEach(rest::push);
                case String text -> learnText(text);
                case Number number when number.toString().length() >= SHORTEST_NUMBER -> learnText(number.toString());
                default -> {}
            }
        }
    }

    /**
     * Learns a text that is secret, its longer lines if it has several, and the forms it takes when it is quoted or
     * encoded.
     */
    public void learnText(String secret) {
        String stripped = secret.strip();
        if (stripped.length() < Masks.SHORTEST || WORDS.contains(stripped) || !known.add(stripped)) {
            return;
        }
        if (stripped.length() <= LONGEST_WITH_FORMS) {
            SecretForms.of(stripped).forEach(masks::add);
        } else {
            masks.add(stripped);
            SecretForms.lines(stripped).forEach(masks::add);
        }
    }

    /** The text with every secret as {@code ***}. */
    public String redact(String text) {
        return masks.hide(text);
    }

    /**
     * An event that nothing more is to be done to.
     *
     * @param chars of all its texts together
     */
    public record Finished(RunEvent event, int chars) {}

    /** The event as plain data of bounded size, with every text in it redacted. */
    public Finished finish(RunEvent event) {
        return new PlainEvent(masks).of(event);
    }
}
