package play.playbook;

import java.util.Locale;
import play.source.Span;

/** An order to the engine itself. */
public record Meta(Order order, Data name, Settings settings, Context context, Span span) implements Step {
  /** The orders there are. */
  public enum Order {
    FLUSH_HANDLERS,
    NOOP,
    CLEAR_FACTS,
    CLEAR_HOST_ERRORS,
    END_PLAY,
    END_HOST,
    END_BATCH,
    END_ROLE,
    REFRESH_INVENTORY,
    RESET_CONNECTION;

    /** As playbooks spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
