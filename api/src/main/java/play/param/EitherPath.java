package play.param;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameter type for a path that is on the controller or on the host, as other parameters say. A slash at its end
 * stays.
 *
 * @param written as the task has it
 * @param local where it leads on the controller: a file of the role or the playbook, else below the playbook's
 *     directory
 * @param remote where it leads on the host, homes written out, relative ones from the directory on that commands run
 *     in; empty where it names the home of an account that the host does not have
 */
@ReadBy(EitherPath.Type.class)
public record EitherPath(String written, String local, Optional<String> remote) {
    static final class Type implements ParameterType<EitherPath> {
        @Override
        public String shown() {
            return "path on the controller or on the host";
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public EitherPath read(@Nullable Object value, BindContext context) throws BindException {
            String written = Scalars.text(value);
            if (written.isEmpty() || written.indexOf('\0') >= 0) {
                throw new BindException("must be a path, not '" + written.replace("\0", "\\0") + "'");
            }
            return new EitherPath(written, context.source(written), HostPaths.foundAbsolute(written, context));
        }
    }
}
