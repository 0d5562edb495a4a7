package play.connection.transport;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import play.value.Secret;

/**
 * Another user to run as, once logged in.
 *
 * @param password of the logged-in user for sudo, of the other user for su; doas can't be given one
 * @param executable the path of sudo, su or doas; empty: found on the host's PATH
 * @param flags more options for it
 */
public record Become(
        Method method, String user, Optional<Secret> password, Optional<String> executable, List<String> flags) {
    public Become {
        flags = List.copyOf(flags);
    }

    /** The programs that can. */
    public enum Method {
        SUDO,
        SU,
        DOAS;

        /** Its name on a host. */
        public String program() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By sudo, without a password. */
    public static Become sudo(String user) {
        return new Become(Method.SUDO, user, Optional.empty(), Optional.empty(), List.of());
    }

    public Become withPassword(Secret secret) {
        return new Become(method, user, Optional.of(secret), executable, flags);
    }
}
