package play.playbook;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.value.Secret;

/** A number as keywords take it, which may be a percentage. */
public record Amount(double number, boolean percent) {
    private static final Pattern WRITTEN = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,15})?");

    /** Of a value that stands in a playbook or comes from a template; nothing when it is none. */
    public static Optional<Amount> of(@Nullable Object value) {
        return switch (value) {
            case Long number -> Optional.of(new Amount(number, false));
            case Double number -> Double.isFinite(number) ? Optional.of(new Amount(number, false)) : Optional.empty();
            case String text -> written(text.strip());
            case Secret secret -> of(secret.value());
            case null, default -> Optional.empty();
        };
    }

    private static Optional<Amount> written(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1).stripTrailing() : text;
        return WRITTEN.matcher(number).matches()
                ? Optional.of(new Amount(Double.parseDouble(number), percent))
                : Optional.empty();
    }

    boolean isFrom(double least, double most) {
        return number >= least && number <= most;
    }

    boolean isWhole() {
        return !percent && number == Math.rint(number);
    }

    /** As people write it. */
    public String text() {
        return (number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number))
                + (percent ? "%" : "");
    }

    /** Milliseconds, of seconds. */
    public long millis() {
        return Math.round(number * 1000);
    }
}
