package play.modules.users;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Fields;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.modules.users.UserDefaults.Bone;
import play.value.Foreseen;

/** Reads {@link UserDefaults} from {@code useradd -D}, {@code /etc/login.defs} and the skeleton of home folders. */
record UserDefaultsFamily() implements StateFamily<UserDefaults> {
    /** The id that stands for the skeleton of new users; any other is the path of a skeleton. */
    static final String OWN = "all";

    private static final String READ = """
        export LC_ALL=C
        defaults=$(useradd -D) || exit 1
        name='\\(UMASK\\|HOME_MODE\\|USERGROUPS_ENAB\\)'
        for skeleton do
          printf '%s\\n' "$defaults"
          sed -n "s/^[[:space:]]*$name[[:space:]][[:space:]]*\\([^[:space:]#]*\\).*/\\1=\\2/p" \\
            /etc/login.defs 2>/dev/null
          printf '\\0'
          [ "$skeleton" != all ] || skeleton=$(printf '%s\\n' "$defaults" | sed -n 's/^SKEL=//p')
          (cd "$skeleton" 2>/dev/null && find . -mindepth 1 -exec sh -c '
            for p do
              if [ -h "$p" ]; then t=$(readlink -- "$p"; echo .); printf "l\\0%s\\0%s\\0" "$p" "${t%??}"
              elif [ -d "$p" ]; then printf "d\\0%s\\0%s\\0" "$p" "$(stat -c %a -- "$p")"
              elif [ -f "$p" ]; then
                sum=$(sha256sum <"$p"); printf "f\\0%s\\0%s %s\\0" "$p" "$(stat -c "%a %s" -- "$p")" "${sum%% *}"
              fi
            done' sh {} +)
          printf '.\\0\\0\\0'
        done
        exit 0
        """;

    private static final Shape SETTING = Shape.of("=", "NAME=value");
    private static final Shape BONE = Shape.ofParts("kind path told");
    private static final Shape FILE = Shape.of(" ", "mode size sha256");
    private static final Shape FOLDER = Shape.of(" ", "mode");

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
        return Script.over(keys, READ);
    }

    @Override
    public Told<UserDefaults> told(List<StateKey<UserDefaults>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("what new users get cannot be read");
        Parts parts = Parts.of(result);
        List<UserDefaults> all = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            all.add(defaults(parts));
        }
        return (index, id) -> all.get(index);
    }

    /** Settings as lines, then three parts for each thing in the skeleton, up to the kind {@code .}. */
    private static UserDefaults defaults(Parts parts) throws UnknownStateException {
        Map<String, String> settings = new HashMap<>();
        for (String line : parts.next("lines of useradd -D").lines().toList()) {
            Fields setting = SETTING.read(line);
            settings.put(setting.text("NAME"), setting.text("value"));
        }
        List<Bone> bones = new ArrayList<>();
        for (Fields bone = parts.next(BONE); !bone.text("kind").equals("."); bone = parts.next(BONE)) {
            bones.add(bone(bone));
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

    private static Bone bone(Fields bone) throws UnknownStateException {
        String path = bone.text("path");
        if (!path.startsWith("./")) {
            throw UnknownStateException.expected("a path below '.'", path);
        }
        return new Bone(path.substring(2), state(bone.text("kind"), bone.text("told")));
    }

    private static FileState state(String kind, String told) throws UnknownStateException {
        return switch (kind) {
            case "l" -> new FileState.Symlink(told);
            case "d" -> new FileState.Directory(attributes(FOLDER.read(told)));
            case "f" -> {
                Fields file = FILE.read(told);
                yield new FileState.Regular(
                        attributes(file),
                        new Foreseen.Exactly<>(file.text("sha256")),
                        new Foreseen.Exactly<>(file.number("size")));
            }
            default -> throw UnknownStateException.expected("l, d or f", kind);
        };
    }

    private static Attributes attributes(Fields told) throws UnknownStateException {
        return Attributes.of("root", "root", new Mode((int) told.number("mode", 8) & 07777));
    }
}
