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

        /** Whether it is carried out once, for all hosts of the batch; its condition is then the first host's. */
        public boolean isForAll() {
            return switch (this) {
                case END_PLAY, END_BATCH, CLEAR_FACTS, CLEAR_HOST_ERRORS, REFRESH_INVENTORY -> true;
                case FLUSH_HANDLERS, NOOP, END_HOST, END_ROLE, RESET_CONNECTION -> false;
            };
        }

        /** As playbooks spell it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
