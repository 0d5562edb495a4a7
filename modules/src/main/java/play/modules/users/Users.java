package play.modules.users;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * States of users, read by one {@code getent} for them, an {@code id} for each, and one {@code getent} for all their
 * groups.
 */
public record Users() implements StateFamily<UserState> {
    /** Groups are read by number, since their names may hold blanks. */
    private static final String READ = """
        export LC_ALL=C
        getent passwd "$@"
        case $? in 0|2) ;; *) exit 1 ;; esac
        all=
        echo groups
        for u do
          g=$(id -G "$u" 2>/dev/null) && printf '%s:%s\\n' "$u" "$g" && all="$all $g"
        done
        echo names
        if [ -n "$all" ]; then getent group $all; fi
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
        return Script.of(
                "set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
    }

    @Override
    public Map<StateKey<UserState>, Observed<UserState>> parse(List<StateKey<UserState>> keys, ScriptResult result) {
        Accounts accounts = new Accounts(result.out());
        Map<StateKey<UserState>, Observed<UserState>> states = new HashMap<>();
        for (StateKey<UserState> key : keys) {
            states.put(
                    key,
                    result.succeeded()
                            ? Observed.read(accounts.user(key.id()))
                            : new Observed.Unknown<>("the users of the host cannot be read: "
                                    + result.err().strip()));
        }
        return states;
    }

    /** The three parts a read prints. */
    private static final class Accounts {
        private final Map<String, String[]> accounts = new HashMap<>();
        private final Map<String, List<String>> groups = new HashMap<>();
        private final Map<String, String> names = new HashMap<>();

        Accounts(String text) {
            String part = "accounts";
            for (String line : text.lines().toList()) {
                String[] fields = line.split(":", 7);
                if (fields.length == 1) {
                    part = line;
                } else if (part.equals("accounts")) {
                    accounts.put(fields[0], fields);
                } else if (part.equals("groups")) {
                    groups.put(fields[0], List.of(fields[1].split(" ")));
                } else {
                    names.put(fields[2], fields[0]);
                }
            }
        }

        UserState user(String name) {
            String[] account = accounts.get(name);
            if (account == null) {
                return UserState.ABSENT;
            }
            String primary = account[3];
            return new UserState.Present(
                    new Foreseen.Exactly<>(Long.parseLong(account[2])),
                    new Foreseen.Exactly<>(group(primary)),
                    new Foreseen.Exactly<>(groups.getOrDefault(name, List.of()).stream()
                            .filter(gid -> !gid.equals(primary))
                            .map(this::group)
                            .distinct()
                            .sorted()
                            .toList()),
                    new Foreseen.Exactly<>(account[5]),
                    new Foreseen.Exactly<>(account[6]),
                    new Foreseen.Exactly<>(account[4]));
        }

        /** A group without a name is called by its number. */
        private String group(String gid) {
            return names.getOrDefault(gid, gid);
        }
    }
}
