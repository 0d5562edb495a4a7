package play.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import play.param.Binding;
import play.value.Bytes;

/** How a text file stands for characters; nothing is put in place of what a text or an encoding lacks. */
public record TextEncoding(Charset charset) {
    public static final TextEncoding UTF_8 = new TextEncoding(StandardCharsets.UTF_8);

    /**
     * An encoding by any of its usual names, with {@code -} or {@code _} in any case: {@code latin-1}, {@code cp273}.
     */
    public static Optional<TextEncoding> named(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return Stream.of(lower, lower.replace('_', '-'), lower.replace("_", "").replace("-", ""))
                .flatMap(one -> charset(one).stream())
                .findFirst()
                .map(TextEncoding::new);
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name)).filter(Charset::canEncode);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with the value of parameter {@code encoding}, if anything. */
    public static Optional<Binding.Fault> fault(String name) {
        return named(name).isPresent()
                ? Optional.empty()
                : Optional.of(new Binding.Fault(
                        "encoding",
                        "no encoding is named '" + name + "'; write utf-8, latin-1 or cp1252, for example"));
    }

    /** The text, unless these bytes stand for none; a NUL in what should be UTF-8 shows that they do not. */
    public Optional<String> decoded(Bytes bytes) {
        if (equals(UTF_8)) {
            return bytes.text();
        }
        try {
            return Optional.of(charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The bytes, unless the encoding lacks a character of the text. */
    public Optional<Bytes> encoded(String text) {
        try {
            ByteBuffer buffer = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return Optional.of(Bytes.of(bytes));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return charset.name();
    }
}
