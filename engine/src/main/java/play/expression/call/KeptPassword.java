package play.expression.call;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file keeps of the lookup {@code password}: the password and, where it was hashed, the salt, as Ansible writes
 * them.
 */
record KeptPassword(String password, Optional<String> salt) {
    private static final Pattern SALTED = Pattern.compile("(?s)(.*?) salt=(\\S*)(?: ident=\\S*)?");

    static KeptPassword of(String text) {
        String line = text.stripTrailing();
        Matcher salted = SALTED.matcher(line);
        return salted.matches()
                ? new KeptPassword(salted.group(1), Optional.of(salted.group(2)))
                : new KeptPassword(line, Optional.empty());
    }

    /** With this salt, unless it has one. */
    KeptPassword salted(String fresh) {
        return salt.isPresent() ? this : new KeptPassword(password, Optional.of(fresh));
    }

    String text() {
        return password + salt.map(it -> " salt=" + it).orElse("") + "\n";
    }
}
