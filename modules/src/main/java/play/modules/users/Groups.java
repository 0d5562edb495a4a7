package play.modules.users;

import java.util.List;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** States of groups, read by one {@code getent}. */
public record Groups() implements StateFamily<GroupState> {
    /** As getent prints it. */
    static final Shape GROUP = Shape.of(":", "name:password:gid:members");

    public static StateKey<GroupState> at(String name) {
        return new Groups().key(name);
    }

    @Override
    public String name() {
        return "group";
    }

    @Override
    public Class<GroupState> type() {
        return GroupState.class;
    }

    @Override
    public Place under() {
        return Place.below("/etc");
    }

    /** getent ends with 2 where one of the names is not there. */
    @Override
    public Script read(List<StateKey<GroupState>> keys) {
        String names = ShellWords.join(keys.stream().map(StateKey::id).toList());
        return Script.of("LC_ALL=C getent group " + names + "\ncase $? in 0|2) exit 0 ;; *) exit 1 ;; esac\n");
    }

    @Override
    public Told<GroupState> told(List<StateKey<GroupState>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the groups of the host cannot be read");
        return Told.each(
                GROUP.all(result.lines()),
                "name",
                GroupState.ABSENT,
                group -> new GroupState.Present(new Foreseen.Exactly<>(group.number("gid"))));
    }
}
