package play.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.Scope;
import play.playbook.Step;
import play.playbook.Vars;

/** The variables of a run, as tasks see and change them. Safe for use by the threads of different hosts. */
public interface Variables {
  /**
   * What a step sees for a host.
   *
   * @param local variables of this one evaluation, which win over all but extra variables: the item of a loop, a fresh result
   */
  Scope scope(String host, Step.Context context, Map<String, @Nullable Object> local);

  /** {@code set_fact} and {@code register}: the host has these from now on. Never evaluated again. */
  void set(String host, Map<String, @Nullable Object> values);

  /** What was read of a host: {@code ansible_facts}. Never evaluated. */
  void facts(String host, Map<String, @Nullable Object> facts);

  /** Variables that {@code include_vars} or a role brought in while the play ran. */
  void include(String host, Vars vars);
}
