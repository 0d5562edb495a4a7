package play.run;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Data;
import play.playbook.Setting;
import play.playbook.Settings;
import play.value.Omit;

/** Values of keywords that may be templates. */
final class Keywords {
  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0", "");

  private Keywords() {}

  static boolean flag(Settings settings, Setting setting, Scope scope, boolean otherwise) throws ExpressionException {
    Optional<Data> data = settings.get(setting);
    return data.isEmpty() ? otherwise : flag(setting.key(), data.get(), scope);
  }

  /** Whether {@code no_log} hides the task; a keyword that cannot be evaluated hides it too. */
  static boolean hidden(Settings settings, Scope scope) {
    try {
      return flag(settings, Setting.NO_LOG, scope, false);
    } catch (ExpressionException e) {
      return true;
    }
  }

  static boolean flag(String keyword, Data data, Scope scope) throws ExpressionException {
    Object value = data.value(scope);
    if (value instanceof Boolean flag) {
      return flag;
    }
    String text = String.valueOf(value).toLowerCase(Locale.ROOT);
    if (!TRUE.contains(text) && !FALSE.contains(text)) {
      throw new ExpressionException(
          Diagnostic.error("invalid-value", "Invalid value of a keyword", "'" + keyword + "' must be true or false, not '" + text + "'.", data.span()));
    }
    return TRUE.contains(text);
  }

  /** The text, if the keyword is given and does not come to nothing. */
  static Optional<String> text(Settings settings, Setting setting, Scope scope) throws ExpressionException {
    Optional<Data> data = settings.get(setting);
    if (data.isEmpty()) {
      return Optional.empty();
    }
    @Nullable Object value = data.get().value(scope);
    return value == null || value == Omit.OMIT ? Optional.empty() : Optional.of(String.valueOf(value));
  }
}
