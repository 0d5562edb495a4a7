package play.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.CommandWords;
import play.playbook.Setting;
import play.playbook.Settings;
import play.value.Omit;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** What variables and keywords say of how a host is reached, variables first. */
record ConnectionSettings(Settings settings, Scope scope) {
    Optional<String> text(Setting keyword, String... variables) throws ExpressionException {
        Optional<String> variable = variable(variables);
        return variable.isPresent() ? variable : Keywords.text(settings, keyword, scope);
    }

    Optional<String> variable(String... names) throws ExpressionException {
        for (String name : names) {
            Optional<Object> value = value(name);
            if (value.isPresent()) {
                return value.map(given -> String.valueOf(Values.revealed(given)));
            }
        }
        return Optional.empty();
    }

    Optional<Secret> secret(String... names) throws ExpressionException {
        for (String name : names) {
            Optional<Object> value = value(name);
            if (value.isPresent()) {
                return value.map(given -> given instanceof Secret secret ? secret : new Secret(String.valueOf(given)));
            }
        }
        return Optional.empty();
    }

    private Optional<Object> value(String name) throws ExpressionException {
        if (scope.isUsual(name)) {
            return Optional.empty();
        }
        @Nullable Object value = scope.find(name) instanceof Scope.Binding.Found(Object found) ? found : null;
        if (value instanceof Unknown(String why)) {
            throw new UnknownSettingException(name, why);
        }
        return value == null || value == Omit.OMIT ? Optional.empty() : Optional.of(value);
    }

    /** A whole number above zero. */
    Optional<Integer> positive(String... names) throws ExpressionException {
        for (String name : names) {
            Optional<String> text = variable(name);
            if (text.isPresent()) {
                if (!text.get().matches("0*[1-9][0-9]{0,5}")) {
                    throw wrong(name, text.get(), "is not a whole number above zero.");
                }
                return text.map(Integer::valueOf);
            }
        }
        return Optional.empty();
    }

    /** Options as a list of words. */
    static List<String> words(String name, Optional<String> options) throws ExpressionException {
        if (options.isEmpty()) {
            return List.of();
        }
        try {
            return CommandWords.of(options.get());
        } catch (CommandWords.UnfinishedException e) {
            throw wrong(name, options.get(), "cannot be taken apart: " + e.getMessage() + ".");
        }
    }

    /** A name without the collection it is of. */
    static String plain(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static ExpressionException wrong(String name, String value, String why) {
        return new ExpressionException(Diagnostic.error(
                "connection", "Invalid connection settings", "'" + name + "': '" + value + "' " + why));
    }
}
