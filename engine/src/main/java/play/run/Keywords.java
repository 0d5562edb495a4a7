package play.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Amount;
import play.playbook.ChoiceKeyword;
import play.playbook.Data;
import play.playbook.NumberKeyword;
import play.playbook.Setting;
import play.playbook.Settings;
import play.value.Flag;
import play.value.FlowText;
import play.value.Omit;
import play.value.Unknown;
import play.value.Values;

/** Values of keywords that may be templates. */
final class Keywords {
    private Keywords() {}

    static boolean flag(Settings settings, Setting setting, Scope scope, boolean otherwise) throws ExpressionException {
        Optional<Data> data = settings.get(setting);
        return data.isEmpty() ? otherwise : flag(setting.key(), data.get(), scope, otherwise);
    }

    /** Whether {@code no_log} hides the task; a keyword that cannot be evaluated hides it too. */
    static boolean hidden(Settings settings, Scope scope) {
        try {
            return flag(settings, Setting.NO_LOG, scope, false);
        } catch (ExpressionException e) {
            return true;
        }
    }

    /** A template that comes to nothing leaves the keyword as if it were not given. */
    static boolean flag(String keyword, Data data, Scope scope, boolean otherwise) throws ExpressionException {
        @Nullable Object value = data.value(scope);
        if (value == null || value == Omit.OMIT) {
            return otherwise;
        }
        if (value instanceof Unknown(String why)) {
            throw new UnknownSettingException(keyword, why);
        }
        return Flag.parse(Values.revealed(value))
                .orElseThrow(() -> new ExpressionException(Diagnostic.error(
                        "invalid-value",
                        "Invalid value of a keyword",
                        "'" + keyword + "' must be true or false, not '" + FlowText.of(value) + "'.",
                        data.span())));
    }

    /** The number, if the keyword is given and its template comes to anything that is known. */
    static Optional<Amount> amount(NumberKeyword keyword, Optional<Data> data, Scope scope) throws ExpressionException {
        return data.isEmpty()
                ? Optional.empty()
                : amount(keyword, data.get(), data.get().value(scope));
    }

    /** The numbers of a keyword that takes several; a template may come to a list. */
    static List<Amount> amounts(NumberKeyword keyword, List<Data> written, Scope scope) throws ExpressionException {
        List<Amount> amounts = new ArrayList<>();
        for (Data data : written) {
            Object value = data.value(scope);
            for (Object one : value instanceof List<?> list ? list : Collections.singletonList(value)) {
                amount(keyword, data, one).ifPresent(amounts::add);
            }
        }
        return amounts;
    }

    private static Optional<Amount> amount(NumberKeyword keyword, Data data, @Nullable Object value)
            throws ExpressionException {
        if (value == null || value == Omit.OMIT || value instanceof Unknown) {
            return Optional.empty();
        }
        Optional<Amount> amount = keyword.read(value);
        if (amount.isEmpty()) {
            String detail =
                    "'" + keyword.key() + "' must be " + keyword.expected() + ", not '" + FlowText.of(value) + "'.";
            throw new ExpressionException(
                    Diagnostic.error("invalid-value", "Invalid value of a keyword", detail, data.span()));
        }
        return amount;
    }

    /** What the name that the keyword comes to means. */
    static <E extends Enum<E>> E choice(ChoiceKeyword<E> keyword, Optional<Data> data, Scope scope)
            throws ExpressionException {
        @Nullable Object value = data.isEmpty() ? null : data.get().value(scope);
        if (value == null || value == Omit.OMIT || value instanceof Unknown) {
            return keyword.otherwise();
        }
        String name = FlowText.of(value);
        return keyword.read(name)
                .orElseThrow(() -> new ExpressionException(Diagnostic.error(
                        "invalid-value",
                        "Invalid value of a keyword",
                        keyword.refusal(name),
                        data.get().span())));
    }

    /** The text, if the keyword is given and does not come to nothing. */
    static Optional<String> text(Settings settings, Setting setting, Scope scope) throws ExpressionException {
        Optional<Data> data = settings.get(setting);
        if (data.isEmpty()) {
            return Optional.empty();
        }
        @Nullable Object value = data.get().value(scope);
        if (value instanceof Unknown(String why)) {
            throw new UnknownSettingException(setting.key(), why);
        }
        return value == null || value == Omit.OMIT ? Optional.empty() : Optional.of(String.valueOf(value));
    }
}
