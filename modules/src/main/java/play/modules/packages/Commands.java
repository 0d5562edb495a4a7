package play.modules.packages;

import java.util.List;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** Programs in the folders that a shell searches, and in those of the administrator. */
public record Commands() implements StateFamily<CommandState> {
    private static final Shape FOUND = Shape.ofParts("name path");

    public static StateKey<CommandState> at(String name) {
        return new Commands().key(name);
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Class<CommandState> type() {
        return CommandState.class;
    }

    @Override
    public Script read(List<StateKey<CommandState>> keys) {
        return Script.of("PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin\nset -- "
                + ShellWords.join(keys.stream().map(StateKey::id).toList())
                + "\n"
                + "for c do p=$(command -v -- \"$c\" && echo .) && printf '%s\\0%s\\0' \"$c\" \"${p%??}\";"
                + " done\n"
                + "exit 0\n");
    }

    @Override
    public Told<CommandState> told(List<StateKey<CommandState>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("programs cannot be looked for");
        return Told.each(
                Parts.of(result).all(FOUND),
                "name",
                CommandState.MISSING,
                command -> new CommandState.Found(new Foreseen.Exactly<>(command.text("path"))));
    }
}
