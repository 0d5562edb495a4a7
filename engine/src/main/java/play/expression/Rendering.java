package play.expression;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Data;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.value.Bytes;
import play.value.Content;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** What a template has put out so far. Used by one thread. */
final class Rendering {
    private final List<@Nullable Object> outputs = new ArrayList<>();
    private long chars;
    private boolean muted;

    /** Adds a value as it is; text of the template is a value too. */
    void add(@Nullable Object value) {
        Bounds.items(1);
        if (muted) {
            return;
        }
        if (value instanceof String text) {
            chars += text.length();
            Bounds.checkText(chars);
        }
        if (value != null) {
            outputs.add(value);
        }
    }

    /** Whether what is added from now on is left out. */
    void mute(boolean on) {
        muted = on;
    }

    boolean isMuted() {
        return muted;
    }

    /**
     * The one value that was put out, with its type, or the text of all: unknown when a part is, secret when a part is.
     * Null when nothing was put out. A text gets line breaks until it ends with {@code newlines}. The one value may be
     * one that is not finished: what an inline {@code if} left out, or something that only templates have.
     */
    @Nullable
    Object value(int newlines) {
        if (outputs.isEmpty()) {
            return null;
        }
        if (outputs.size() == 1) {
            Object only = outputs.getFirst();
            return only instanceof String text ? text + missing(text, newlines) : only;
        }
        Unknown unknown = Data.unknownAmong(true, outputs);
        if (unknown != null) {
            return unknown;
        }
        StringBuilder text = new StringBuilder();
        for (Object output : outputs) {
            text.append(shown(output));
            Bounds.checkText(text.length());
        }
        String whole = text.append(missing(text, newlines)).toString();
        Bounds.text(whole.length());
        return outputs.stream().anyMatch(Values::hasSecrets) ? new Secret(whole) : whole;
    }

    private static String shown(@Nullable Object output) {
        return output instanceof Undefined ? "" : Text.of(Values.revealed(output));
    }

    private static String missing(CharSequence text, int newlines) {
        int there = 0;
        while (there < newlines && there < text.length() && text.charAt(text.length() - 1 - there) == '\n') {
            there++;
        }
        return "\n".repeat(newlines - there);
    }

    /** The parts of a file, with {@code newlines} line breaks at the end: neighbours that are plain are one part. */
    Content content(int newlines) {
        if (outputs.size() == 1) {
            Data.finished(outputs.getFirst());
        }
        List<Content.Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (Object output : outputs) {
            Content.Part part = part(output);
            if (part instanceof Content.Part.Plain(Bytes bytes)) {
                plain.append(bytes.utf8());
            } else {
                flush(plain, parts);
                parts.add(part);
            }
            Bounds.checkText(plain.length());
        }
        plain.append(missing(plain.isEmpty() ? lastHidden(parts) : plain, newlines));
        flush(plain, parts);
        return new Content.Inline(parts);
    }

    private static String lastHidden(List<Content.Part> parts) {
        return !parts.isEmpty() && parts.getLast() instanceof Content.Part.Hidden(Bytes bytes) ? bytes.utf8() : "";
    }

    private static void flush(StringBuilder plain, List<Content.Part> parts) {
        if (!plain.isEmpty()) {
            parts.add(new Content.Part.Plain(Bytes.of(plain.toString())));
            plain.setLength(0);
        }
    }

    private static Content.Part part(@Nullable Object output) {
        Unknown unknown = Values.unknownIn(output).orElse(null);
        if (unknown != null) {
            return new Content.Part.Later(unknown.reason());
        }
        boolean secret = Values.hasSecrets(output);
        byte[] bytes = shown(output).getBytes(StandardCharsets.UTF_8);
        return secret ? new Content.Part.Hidden(Bytes.of(bytes)) : new Content.Part.Plain(Bytes.of(bytes));
    }
}
