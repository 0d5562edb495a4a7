package play.load;

import java.util.Optional;
import play.playbook.Data;
import play.playbook.NumberKeyword;
import play.value.Flag;
import play.value.Secret;

/**
 * Values of keywords as they are written: what no run could make sense of is reported before it. Templates are left
 * alone.
 */
final class Literals {
    private final Keys keys;

    Literals(Keys keys) {
        this.keys = keys;
    }

    /** A boolean, also when it is written as a text or number. */
    Data flag(String key, Data value) {
        Optional<Boolean> flag = value instanceof Data.Literal given ? Flag.parse(given.value()) : Optional.empty();
        checked(flag.isPresent(), key, "true or false", value);
        return flag.isPresent() ? new Data.Literal(flag.get(), value.span()) : value;
    }

    /** A number that the keyword takes. */
    Data number(NumberKeyword keyword, Data value) {
        boolean good = value instanceof Data.Literal given
                && keyword.read(given.value()).isPresent();
        return checked(good, keyword.key(), keyword.expected(), value);
    }

    /** A text or number. */
    Data text(String key, Data value) {
        return checked(value.literalText().isPresent(), key, "a string or a number", value);
    }

    private Data checked(boolean good, String key, String expected, Data value) {
        boolean open = value instanceof Data.Text
                || isNothing(value)
                || value instanceof Data.Literal(Secret hidden, var span, var parts);
        if (!good && !open) {
            String found =
                    value.literalText().map(text -> ", not '" + text + "'").orElse("");
            keys.wrong(key, expected + found, value.span());
        }
        return value;
    }

    /** A keyword without a value is as good as none. */
    static boolean isNothing(Data value) {
        return value instanceof Data.Literal literal && literal.value() == null;
    }
}
