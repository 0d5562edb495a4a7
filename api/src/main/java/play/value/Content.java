package play.value;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a file is to hold. */
public sealed interface Content {
    /** The SHA-1 of what is made for hosts, which no module tells. */
    Foreseen<String> NOT_MADE = new Foreseen.Later<>("no SHA-1 is made of it");

    /** Bytes that are at hand, as a list of parts, so that a diff masks only what is secret. */
    record Inline(List<Part> parts) implements Content {
        public Inline {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A file on the controller, streamed when it is needed, because binaries are large.
     *
     * @param digest its SHA-256, 64 lower-case hex digits
     * @param sha1 40 lower-case hex digits, or {@link #NOT_MADE}
     * @param length in bytes
     */
    record LocalFile(Path path, String digest, Foreseen<String> sha1, long length) implements Content {}

    /**
     * Large content that comes into being while it is read, such as what is decrypted: it is never a file of the
     * controller, and never shown.
     *
     * @param digest its SHA-256, 64 lower-case hex digits
     * @param length in bytes
     */
    record Streamed(Opening source, String digest, long length) implements Content {
        /** Opens the bytes; may be asked again after a lost connection. */
        @FunctionalInterface
        public interface Opening {
            InputStream open() throws IOException;
        }

        @Override
        public String toString() {
            return Secret.MASK;
        }
    }

    /**
     * Something a {@code Produce} action makes or has made on the controller.
     *
     * @param key the key of the product, as the action has it
     * @param part which part of the product, for example {@code key} or {@code certificate}
     * @param digest its SHA-256, where it is known beforehand
     * @param secret whether it must be masked
     */
    record Produced(String key, String part, Foreseen<String> digest, boolean secret) implements Content {}

    /**
     * What a file on the host holds, which is copied there and never comes here.
     *
     * @param path absolute, without links
     * @param digest its SHA-256, 64 lower-case hex digits
     * @param sha1 40 lower-case hex digits
     * @param length in bytes
     */
    record OnHost(String path, Foreseen<String> digest, Foreseen<String> sha1, Foreseen<Long> length)
            implements Content {}

    /** A piece of inline content. */
    sealed interface Part {
        record Plain(Bytes bytes) implements Part {}

        /** Shown as {@code ***}. */
        record Hidden(Bytes bytes) implements Part {
            @Override
            public String toString() {
                return Secret.MASK;
            }
        }

        /** Not known in this dry run. */
        record Later(String reason) implements Part {}
    }

    static Content of(String text) {
        return new Inline(List.of(new Part.Plain(Bytes.of(text))));
    }

    static Content of(Bytes bytes) {
        return new Inline(List.of(new Part.Plain(bytes)));
    }

    static Content secret(Bytes bytes) {
        return new Inline(List.of(new Part.Hidden(bytes)));
    }

    /** SHA-256 of the whole, 64 lower-case hex digits, where it can be known now. */
    default Foreseen<String> sha256() {
        return switch (this) {
            case Inline inline -> inlineBytes(inline).map(Bytes::sha256);
            case LocalFile file -> new Foreseen.Exactly<>(file.digest());
            case Streamed stream -> new Foreseen.Exactly<>(stream.digest());
            case Produced produced -> produced.digest();
            case OnHost file -> file.digest();
        };
    }

    /** SHA-1 of the whole, 40 lower-case hex digits, where it can be known now. */
    default Foreseen<String> sha1() {
        return switch (this) {
            case Inline inline -> inlineBytes(inline).map(Bytes::sha1);
            case LocalFile file -> file.sha1();
            case Streamed stream -> NOT_MADE;
            case Produced produced -> NOT_MADE;
            case OnHost file -> file.sha1();
        };
    }

    /** Size in bytes, where it can be known now. */
    default Foreseen<Long> size() {
        return switch (this) {
            case Inline inline -> inlineBytes(inline).map(bytes -> (long) bytes.length());
            case LocalFile file -> new Foreseen.Exactly<>(file.length());
            case Streamed stream -> new Foreseen.Exactly<>(stream.length());
            case Produced produced ->
                new Foreseen.Later<>(produced.part() + " of " + produced.key() + " is made during the run");
            case OnHost file -> file.length();
        };
    }

    /** The bytes of inline content, where all of it is known. */
    private static Foreseen<Bytes> inlineBytes(Inline inline) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (Part part : inline.parts()) {
            switch (part) {
                case Part.Plain(Bytes bytes) -> whole.writeBytes(bytes.toArray());
                case Part.Hidden(Bytes bytes) -> whole.writeBytes(bytes.toArray());
                case Part.Later(String reason) -> {
                    return new Foreseen.Later<>(reason);
                }
            }
        }
        return new Foreseen.Exactly<>(Bytes.of(whole.toByteArray()));
    }

    /** The bytes, when this is inline and wholly known. */
    default Optional<Bytes> bytes() {
        return this instanceof Inline inline && inlineBytes(inline) instanceof Foreseen.Exactly<Bytes>(Bytes bytes)
                ? Optional.of(bytes)
                : Optional.empty();
    }

    /** Text for people: secret parts as {@code ***}, unknown ones as {@code (known after the run)}; none for binary. */
    default Optional<String> masked() {
        if (!(this instanceof Inline inline)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (Part part : inline.parts()) {
            Optional<String> piece = switch (part) {
                case Part.Plain(Bytes bytes) -> bytes.text();
                case Part.Hidden(Bytes bytes) -> Optional.of(Secret.MASK);
                case Part.Later(String reason) -> Optional.of("(known after the run)");
            };
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            text.append(piece.get());
        }
        return Optional.of(text.toString());
    }

    /** The same content, all of it to be masked. */
    default Content hidden() {
        return this instanceof Inline inline
                ? new Inline(inline.parts().stream()
                        .map(part -> part instanceof Part.Plain(Bytes bytes) ? new Part.Hidden(bytes) : part)
                        .toList())
                : this;
    }

    /** Whether nothing of it may be shown. */
    default boolean isHidden() {
        return this instanceof Inline(List<Part> parts)
                && !parts.isEmpty()
                && parts.stream().noneMatch(part -> part instanceof Part.Plain);
    }

    /** Whether any of it must be masked. */
    default boolean hasSecrets() {
        return switch (this) {
            case Inline inline -> inline.parts().stream().anyMatch(part -> part instanceof Part.Hidden);
            case LocalFile file -> false;
            case Streamed stream -> true;
            case Produced produced -> produced.secret();
            case OnHost file -> false;
        };
    }
}
