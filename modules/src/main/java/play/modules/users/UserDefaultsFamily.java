package play.modules.users;

import java.util.ArrayList;
import java.util.Comparator;
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
    private static final String READ = """
        export LC_ALL=C
        useradd -D || exit 1
        name='\\(UMASK\\|HOME_MODE\\|USERGROUPS_ENAB\\)'
        sed -n "s/^[[:space:]]*$name[[:space:]][[:space:]]*\\([^[:space:]#]*\\).*/\\1=\\2/p" /etc/login.defs 2>/dev/null
        printf '\\0'
        cd "$(useradd -D | sed -n 's/^SKEL=//p')" 2>/dev/null || exit 0
        find . -mindepth 1 -exec sh -c '
          for p do
            if [ -h "$p" ]; then t=$(readlink -- "$p"; echo .); printf "l\\0%s\\0%s\\0" "$p" "${t%??}"
            elif [ -d "$p" ]; then printf "d\\0%s\\0%s\\0" "$p" "$(stat -c %a -- "$p")"
            elif [ -f "$p" ]; then
              sum=$(sha256sum <"$p"); printf "f\\0%s\\0%s %s\\0" "$p" "$(stat -c "%a %s" -- "$p")" "${sum%% *}"
            fi
          done' sh {} +
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
        Observed<UserDefaults> seen = result.succeeded()
                ? Observed.read(defaults(List.of(result.out().split("\0", -1))))
                : new Observed.Unknown<>(
                        "what new users get cannot be read: " + result.err().strip());
        Map<StateKey<UserDefaults>, Observed<UserDefaults>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, seen));
        return states;
    }

    /** @param parts settings as lines, then three for each thing in the skeleton */
    private static UserDefaults defaults(List<String> parts) {
        Map<String, String> settings = new HashMap<>();
        for (String line : parts.getFirst().lines().toList()) {
            String[] pair = line.split("=", 2);
            if (pair.length == 2) {
                settings.put(pair[0], pair[1]);
            }
        }
        List<Bone> bones = new ArrayList<>();
        for (int i = 1; i + 2 < parts.size(); i += 3) {
            bones.add(bone(parts.get(i), parts.get(i + 1).substring(2), parts.get(i + 2)));
        }
        // A name that is no UTF-8 can't be told from here; useradd copies it all the same.
        bones.removeIf(bone -> bone.path().indexOf('\ufffd') >= 0);
        bones.sort(Comparator.comparing(Bone::path));
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

    private static Bone bone(String kind, String path, String told) {
        String[] fields = told.split(" ", 3);
        return switch (kind) {
            case "l" -> new Bone(path, new FileState.Symlink(told));
            case "d" -> new Bone(path, new FileState.Directory(attributes(told)));
            default ->
                new Bone(
                        path,
                        new FileState.Regular(
                                attributes(fields[0]),
                                new Foreseen.Exactly<>(fields[2]),
                                new Foreseen.Exactly<>(Long.parseLong(fields[1]))));
        };
    }

    private static Attributes attributes(String mode) {
        return Attributes.of("root", "root", new Mode(Integer.parseInt(mode, 8)));
    }
}
