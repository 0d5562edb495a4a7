package play.modules.users;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;

/** States of users, read by one {@code getent} and two calls of {@code id} for each that is there. */
public record Users() implements StateFamily<UserState> {
  private static final String READ =
      """
      export LC_ALL=C
      getent passwd "$@"
      case $? in 0|2) ;; *) exit 1 ;; esac
      for u do
        g=$(id -gn "$u" 2>/dev/null) && printf 'groups=%s:%s:%s\\n' "$u" "$g" "$(id -Gn "$u")"
      done
      exit 0
      """;

  public static StateKey<UserState> at(String name) {
    return new Users().key(name);
  }

  @Override
  public String name() {
    return "user";
  }

  @Override
  public Class<UserState> type() {
    return UserState.class;
  }

  @Override
  public Script read(List<StateKey<UserState>> keys) {
    return Script.of("set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
  }

  @Override
  public Map<StateKey<UserState>, Observed<UserState>> parse(List<StateKey<UserState>> keys, ScriptResult result) {
    Map<String, String[]> accounts = new HashMap<>();
    Map<String, String[]> groups = new HashMap<>();
    for (String line : result.out().lines().toList()) {
      String[] fields = (line.startsWith("groups=") ? line.substring(7) : line).split(":", 7);
      (line.startsWith("groups=") ? groups : accounts).put(fields[0], fields);
    }
    Map<StateKey<UserState>, Observed<UserState>> states = new HashMap<>();
    for (StateKey<UserState> key : keys) {
      String[] account = accounts.get(key.id());
      states.put(
          key,
          !result.succeeded()
              ? new Observed.Unknown<>("the users of the host cannot be read: " + result.err().strip())
              : Observed.read(account == null ? UserState.ABSENT : present(account, groups.getOrDefault(key.id(), new String[] {key.id(), "", ""}))));
    }
    return states;
  }

  private static UserState present(String[] account, String[] groups) {
    String primary = groups[1];
    List<String> further = Stream.of(groups[2].split(" ")).filter(name -> !name.isEmpty() && !name.equals(primary)).sorted().toList();
    return new UserState.Present(
        new Foreseen.Exactly<>(Long.parseLong(account[2])),
        new Foreseen.Exactly<>(primary),
        new Foreseen.Exactly<>(further),
        new Foreseen.Exactly<>(account[5]),
        new Foreseen.Exactly<>(account[6]),
        new Foreseen.Exactly<>(account[4]));
  }
}
