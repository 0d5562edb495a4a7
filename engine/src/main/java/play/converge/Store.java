package play.converge;

import java.util.List;
import play.module.Producer;
import play.module.Workshop;

/** The controller's part: who makes things there, and where they are kept. */
public record Store(List<Producer<?>> producers, Workshop workshop) {
    public Store {
        producers = List.copyOf(producers);
    }
}
