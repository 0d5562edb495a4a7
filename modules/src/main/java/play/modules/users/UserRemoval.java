package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;

/** Takes a user off a host. */
final class UserRemoval {
    private UserRemoval() {}

    static Plan plan(UserModule.Params params, UserState now, UserDefaults defaults) {
        return switch (now) {
            case UserState.Absent absent -> Plan.UNCHANGED;
            case UserState.Present user -> remove(params, user, defaults);
        };
    }

    private static Plan remove(UserModule.Params params, UserState.Present user, UserDefaults defaults) {
        String name = params.name();
        List<Effect> effects = new ArrayList<>(List.of(new Effect.Sets<>(Users.at(name), UserState.ABSENT)));
        if (defaults.ownGroup() && user.group().is(name)) {
            effects.add(new Effect.Sets<>(Groups.at(name), GroupState.ABSENT));
        }
        if (params.remove() && user.home() instanceof Foreseen.Exactly<String>(String home)) {
            effects.add(new Effect.Sets<>(Files.withoutDigest(home), FileState.ABSENT));
        }
        // userdel -r ends with 12 where the home folder could not be removed, and with 0 or 12 where there was no
        // mailbox.
        String force = params.force() ? "-f " : "";
        String command = params.remove()
                ? "export LC_ALL=C; said=$(userdel -r " + force + ShellWords.quote(name)
                        + " 2>&1); c=$?; [ $c = 0 ] || { printf '%s\\n' \"$said\" >&2; exit $c; }"
                : "LC_ALL=C userdel " + force + ShellWords.quote(name);
        return new Plan.Change(
                "remove the user " + name, new Action.Run("userdel " + name, Script.of(command), effects));
    }
}
