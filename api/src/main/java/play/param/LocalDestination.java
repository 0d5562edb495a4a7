package play.param;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where on the controller something is to be written.
 *
 * @param written as the task has it
 * @param path where that leads
 * @param host name of the host in the inventory
 */
@ReadBy(LocalDestination.Type.class)
public record LocalDestination(String written, Path path, String host) {
    static final class Type implements ParameterType<LocalDestination> {
        @Override
        public String shown() {
            return "path on the controller";
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public LocalDestination read(@Nullable Object value, BindContext context) throws BindException {
            String written = Scalars.text(value);
            return new LocalDestination(written, context.destination(written), context.host());
        }
    }
}
