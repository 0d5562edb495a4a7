package play.modules.users;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.modules.users.UserDefaults.Bone;
import play.value.Foreseen;

/** Reads {@link UserDefaults} from {@code useradd -D}, {@code /etc/login.defs} and the skeleton of home folders. */
record UserDefaultsFamily() implements StateFamily<UserDefaults> {
  private static final String READ =
      """
      export LC_ALL=C
      useradd -D || exit 1
      sed -n 's/^[[:space:]]*\\(UMASK\\|HOME_MODE\\|USERGROUPS_ENAB\\)[[:space:]][[:space:]]*\\([^[:space:]#]*\\).*/\\1=\\2/p' /etc/login.defs 2>/dev/null
      cd "$(useradd -D | sed -n 's/^SKEL=//p')" 2>/dev/null || exit 0
      find . -mindepth 1 | sort | while IFS= read -r p; do
        if [ -h "$p" ]; then
          printf 'bone=l - - - %s\\n%s\\n' "$p" "$(readlink "$p")"
        elif [ -d "$p" ]; then
          printf 'bone=d %s - - %s\\n' "$(stat -c %a "$p")" "$p"
        elif [ -f "$p" ]; then
          sum=$(sha256sum <"$p")
          printf 'bone=f %s %s %s\\n' "$(stat -c '%a %s' "$p")" "${sum%% *}" "$p"
        fi
      done
      """;

  @Override
  public String name() {
    return "user-defaults";
  }

  @Override
  public Class<UserDefaults> type() {
    return UserDefaults.class;
  }

  @Override
  public Script read(List<StateKey<UserDefaults>> keys) {
    return Script.of(READ);
  }

  @Override
  public Map<StateKey<UserDefaults>, Observed<UserDefaults>> parse(
      List<StateKey<UserDefaults>> keys, ScriptResult result) {
    Observed<UserDefaults> seen =
        result.succeeded()
            ? Observed.read(defaults(result.out().lines().toList()))
            : new Observed.Unknown<>("what new users get cannot be read: " + result.err().strip());
    Map<StateKey<UserDefaults>, Observed<UserDefaults>> states = new HashMap<>();
    keys.forEach(key -> states.put(key, seen));
    return states;
  }

  private static UserDefaults defaults(List<String> lines) {
    Map<String, String> settings = new HashMap<>();
    List<Bone> bones = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] pair = lines.get(i).split("=", 2);
      if (pair.length == 2 && pair[0].equals("bone")) {
        bones.add(bone(pair[1].split(" ", 5), i + 1 < lines.size() ? lines.get(i + 1) : ""));
      } else if (pair.length == 2) {
        settings.put(pair[0], pair[1]);
      }
    }
    Mode umask = Mode.parse(settings.getOrDefault("UMASK", "022")).orElse(new Mode(022));
    Mode homeMode = Mode.parse(settings.getOrDefault("HOME_MODE", "")).orElse(new Mode(0777 & ~umask.bits()));
    return new UserDefaults(
        settings.getOrDefault("HOME", "/home"),
        settings.getOrDefault("SHELL", "/bin/sh"),
        settings.getOrDefault("USERGROUPS_ENAB", "no").equals("yes"),
        settings.getOrDefault("CREATE_MAIL_SPOOL", "no").equals("yes"),
        homeMode,
        bones);
  }

  private static Bone bone(String[] fields, String target) {
    String path = fields[4].substring(2);
    return switch (fields[0]) {
      case "l" -> new Bone(path, new FileState.Symlink(target));
      case "d" -> new Bone(path, new FileState.Directory(attributes(fields[1])));
      default ->
          new Bone(
              path,
              new FileState.Regular(
                  attributes(fields[1]), new Foreseen.Exactly<>(fields[3]), new Foreseen.Exactly<>(Long.parseLong(fields[2]))));
    };
  }

  private static Attributes attributes(String mode) {
    return Attributes.of("root", "root", new Mode(Integer.parseInt(mode, 8)));
  }
}
