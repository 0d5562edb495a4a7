package play.param;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.host.Mode;
import play.host.WantedMode;
import play.value.Content;
import play.value.Flag;
import play.value.FlowText;
import play.value.Secret;
import play.value.Values;

/** Reads scalars of playbooks as the types that parameters have. */
public final class Scalars {
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s|m|h|d)?");

    @FunctionalInterface
    interface Read<T> {
        @Nullable
        T read(@Nullable Object value) throws BindException;
    }

    private Scalars() {}

    /** Text, numbers and flags as their text, secrets opened. */
    public static String text(@Nullable Object value) throws BindException {
        return switch (value) {
            case String text -> text;
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            case Double number -> number.toString();
            case Boolean flag -> flag ? "True" : "False";
            case Secret secret -> text(secret.value());
            case Content content ->
                content.bytes().map(bytes -> bytes.utf8()).orElseThrow(() -> new BindException("is not text"));
            case null, default -> throw new BindException("must be a string, not " + described(value));
        };
    }

    static Boolean flag(@Nullable Object value) throws BindException {
        String text = text(value);
        return Flag.parse(value instanceof Number ? value : text)
                .orElseThrow(() -> new BindException("must be true or false, not " + quoted(value)));
    }

    static Long whole(@Nullable Object value) throws BindException {
        if (value instanceof Long number) {
            return number;
        }
        String text = text(value).strip();
        if (!text.matches("[+-]?[0-9]{1,18}")) {
            throw new BindException("must be a whole number, not " + quoted(value));
        }
        return Long.valueOf(text);
    }

    static Double number(@Nullable Object value) throws BindException {
        try {
            return value instanceof Double number
                    ? number
                    : Double.valueOf(text(value).strip());
        } catch (NumberFormatException e) {
            throw new BindException("must be a number, not " + quoted(value));
        }
    }

    /** The digits are octal, with or without a leading zero, quoted or not. */
    static Mode mode(@Nullable Object value) throws BindException {
        String text = text(value);
        return Mode.parse(text)
                .orElseThrow(
                        () -> new BindException("must be octal permission bits such as 0644, not " + quoted(value)));
    }

    /** The same, or a change of bits as chmod takes it. */
    static WantedMode wantedMode(@Nullable Object value) throws BindException {
        String text = text(value);
        return WantedMode.parse(text)
                .orElseThrow(() -> new BindException("must be permission bits, octal such as 0644 or relative such as"
                        + " u=rw,go=r, not " + quoted(value)));
    }

    /** The same, or the word for those of the file that something is copied from. */
    static SourceMode sourceMode(@Nullable Object value) throws BindException {
        return text(value).equals(SourceMode.PRESERVE)
                ? new SourceMode(Optional.empty())
                : new SourceMode(Optional.of(wantedMode(value)));
    }

    /** A number is seconds; text may carry a unit: ms, s, m, h, d. */
    static Duration duration(@Nullable Object value) throws BindException {
        String text = text(value).strip();
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new BindException("must be a duration such as 30, 30s, 5m or 8760h, not " + quoted(value));
        }
        double amount = Double.parseDouble(matcher.group(1));
        @Nullable String unit = matcher.group(2);
        double seconds = switch (unit == null ? "s" : unit) {
            case "ms" -> amount / 1000;
            case "m" -> amount * 60;
            case "h" -> amount * 3600;
            case "d" -> amount * 86400;
            default -> amount;
        };
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** To the second or finer, in UTC or with an offset. */
    static Instant instant(@Nullable Object value) throws BindException {
        try {
            return OffsetDateTime.parse(text(value).strip().replaceFirst("(?<=\\d) (?=\\d)", "T"))
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new BindException("must be a moment such as 2036-11-01T00:00:00Z, not " + quoted(value));
        }
    }

    static Cidr cidr(@Nullable Object value) throws BindException {
        String text = text(value);
        return Cidr.parse(text)
                .orElseThrow(() ->
                        new BindException("must be a block of addresses such as 10.244.0.0/16, not " + quoted(value)));
    }

    /** For messages: the value between quotes, or {@code ***} where it holds a secret, however short that is. */
    static String quoted(@Nullable Object value) {
        return Values.hasSecrets(value) ? Secret.MASK : "'" + FlowText.of(value) + "'";
    }

    /** For messages: the kind and, unless it is secret or large, the value. */
    public static String described(@Nullable Object value) {
        String kind = Values.kind(value);
        return value == null || value instanceof Secret ? kind : kind + " " + quoted(value);
    }
}
