package play.playbook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import play.expression.Expression;
import play.expression.FreeName;
import play.module.TaskModule;
import play.source.Located;

/**
 * A module and what it is given.
 *
 * @param module its name as written, and where
 * @param arguments by the names as written; texts of bare expressions are literals
 * @param expressions the bare expressions among the arguments, by their text
 */
public record Call(
    Located<String> module,
    TaskModule<?> implementation,
    Map<Located<String>, Data> arguments,
    Map<String, Expression> expressions) {
  public Call {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    expressions = Map.copyOf(expressions);
  }

  /** The variables it reads. */
  public Stream<FreeName> freeNames() {
    return Stream.concat(
        arguments.values().stream().flatMap(Data::freeNames),
        expressions.values().stream().flatMap(expression -> expression.freeNames().stream()));
  }
}
