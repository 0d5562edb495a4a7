package play.modules.users;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Fields;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * States of users, read by one {@code getent} for them, an {@code id} for each, and one {@code getent} for all their
 * groups.
 */
public record Users() implements StateFamily<UserState> {
    /**
     * Groups are read by number, since their names may hold blanks. Of users who share a number id tells the group of
     * the first of them too.
     */
    private static final String READ = """
        export LC_ALL=C
        getent passwd "$@"
        case $? in 0|2) ;; *) exit 1 ;; esac
        all=
        echo groups
        for u do
          g=$(id -G "$u" 2>/dev/null) || continue
          [ "$(id -un "$u")" = "$u" ] || {
            i=$(getent initgroups "$u" 2>/dev/null) && g=$(echo $(id -g "$u") ${i#"$u"})
          }
          printf '%s:%s\\n' "$u" "$g"
          all="$all $g"
        done
        echo names
        if [ -n "$all" ]; then getent group $all; fi
        exit 0
        """;

    /** As getent prints it. */
    private static final Shape ACCOUNT = Shape.of(":", "name:password:uid:gid:comment:home:shell");

    private static final Shape GROUPS = Shape.of(":", "name:gids");

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
    public Place under() {
        return Place.below("/etc");
    }

    @Override
    public Script read(List<StateKey<UserState>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<UserState> told(List<StateKey<UserState>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the users of the host cannot be read");
        Accounts accounts = new Accounts(result.lines());
        return (index, name) -> accounts.user(name);
    }

    /** The three parts a read prints. */
    private static final class Accounts {
        private final Map<String, Fields> accounts = new HashMap<>();
        private final Map<String, List<String>> groups = new HashMap<>();
        private final Map<String, String> names = new HashMap<>();

        Accounts(List<String> lines) throws UnknownStateException {
            String part = "accounts";
            for (String line : lines) {
                if (line.equals("groups") || line.equals("names")) {
                    part = line;
                } else {
                    add(part, line);
                }
            }
        }

        private void add(String part, String line) throws UnknownStateException {
            switch (part) {
                case "accounts" -> {
                    Fields account = ACCOUNT.read(line);
                    accounts.put(account.text("name"), account);
                }
                case "groups" -> {
                    Fields user = GROUPS.read(line);
                    groups.put(user.text("name"), List.of(user.text("gids").split(" ")));
                }
                default -> {
                    Fields group = Groups.GROUP.read(line);
                    names.put(group.text("gid"), group.text("name"));
                }
            }
        }

        UserState user(String name) throws UnknownStateException {
            Fields account = accounts.get(name);
            if (account == null) {
                return UserState.ABSENT;
            }
            String primary = account.text("gid");
            return new UserState.Present(
                    new Foreseen.Exactly<>(account.number("uid")),
                    new Foreseen.Exactly<>(group(primary)),
                    new Foreseen.Exactly<>(groups.getOrDefault(name, List.of()).stream()
                            .filter(gid -> !gid.equals(primary))
                            .map(this::group)
                            .distinct()
                            .sorted()
                            .toList()),
                    new Foreseen.Exactly<>(account.text("home")),
                    new Foreseen.Exactly<>(account.text("shell")),
                    new Foreseen.Exactly<>(account.text("comment")));
        }

        /** A group without a name is called by its number. */
        private String group(String gid) {
            return names.getOrDefault(gid, gid);
        }
    }
}
