package play.connection;

import java.util.Optional;
import play.host.HostException;

/**
 * A user on a host: each has one persistent shell.
 *
 * @param become empty: the user who is logged in
 */
record Account(ConnectionSpec spec, Optional<Become> become) {
  String host() {
    return spec.host();
  }

  /** A process for this user has ended before it was of any use. */
  HostException refusal(String words) {
    String said = words.isEmpty() ? "it said nothing" : "it said: " + words;
    return become
        .<HostException>map(other -> new HostException.BecomeFailed(refusal(other, said)))
        .orElseGet(() -> new HostException.Unreachable("no shell starts on " + host() + "; " + said));
  }

  private String refusal(Become other, String said) {
    String program = other.method().program();
    String advice = "";
    if (said.contains("not found")) {
      advice = "; is " + program + " installed there?";
    } else if (said.contains("password is required") || said.contains("Authorization required")) {
      advice = "; give a password (become_password, or -K), or allow it without";
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
    return "becoming " + other.user() + " on " + host() + " by " + other.method().program();
  }
}
