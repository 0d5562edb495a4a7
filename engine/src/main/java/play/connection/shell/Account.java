package play.connection.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.connection.transport.Become;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Words;
import play.host.HostException;

/**
 * A user on a host: each has one persistent shell.
 *
 * @param become empty: the user who is logged in
 */
public record Account(ConnectionSpec spec, Optional<Become> become) {
    /** Of sudo, and of older and newer doas. */
    private static final List<String> NEEDS_PASSWORD =
            List.of("password is required", "Authorization required", "Authentication required");

    public String host() {
        return spec.host();
    }

    /** The user who is logged in. */
    Account loggedIn() {
        return new Account(spec, Optional.empty());
    }

    /** A process for this user has ended before it was of any use. */
    HostException refusal(String words) {
        String said = words.isEmpty() ? "it printed nothing" : "it printed: " + words;
        return become.<HostException>map(other -> new HostException.BecomeFailed(refusal(other, said)))
                .orElseGet(() -> new HostException.Unreachable("no shell starts on " + host() + "; " + said));
    }

    /**
     * A process for this user has not begun in time.
     *
     * @param ended whether it is gone
     */
    HostException hangs(Duration limit, boolean ended) {
        return become.<HostException>map(other -> new HostException.BecomeFailed(hangs(other, limit, ended)))
                .orElseGet(() -> refusal("nothing within " + Words.of(limit)));
    }

    private String hangs(Become other, Duration limit, boolean ended) {
        return what(other) + " failed: for " + Words.of(limit) + " it has neither asked for a password nor started a"
                + " shell; " + (ended ? "it has been ended there" : "it could not be ended from here")
                + ". It may wait for a directory or name server; ansible_timeout says how long it may";
    }

    private String refusal(Become other, String said) {
        String program = other.method().program();
        String advice = "";
        if (said.contains("not found") || said.contains("env: ")) {
            advice = "; is " + program + " installed there?";
        } else if (NEEDS_PASSWORD.stream().anyMatch(said::contains)) {
            advice = "; give a password (become_password, or -K), or allow it without";
        } else if (said.contains("Authentication failure") || said.contains("incorrect password")) {
            advice = "; the password was not accepted";
        }
        return what(other) + " failed; " + said + advice;
    }

    HostException.BecomeFailed wrongPassword(Become other) {
        return new HostException.BecomeFailed(what(other) + " failed: the password was not accepted");
    }

    HostException.BecomeFailed noPassword(Become other) {
        return new HostException.BecomeFailed(
                what(other) + " needs a password and there is none; give one (become_password, or -K)");
    }

    private String what(Become other) {
        return "becoming " + other.user() + " on " + host() + " by "
                + other.method().program();
    }
}
