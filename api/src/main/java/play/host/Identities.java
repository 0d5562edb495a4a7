package play.host;

import java.util.List;

/** Reads {@link Identity}. */
public record Identities() implements StateFamily<Identity> {
    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Lifetime lifetime() {
        return Lifetime.CONNECTION;
    }

    @Override
    public Class<Identity> type() {
        return Identity.class;
    }

    @Override
    public Script read(List<StateKey<Identity>> keys) {
        return Script.of("id -un; id -gn; printf '%s\\n' ~; umask");
    }

    @Override
    public Told<Identity> told(List<StateKey<Identity>> keys, ScriptResult result) throws UnknownStateException {
        List<String> lines = result.lines();
        if (lines.size() < 4) {
            throw result.unknown("the shell does not say who it runs as");
        }
        Identity self = new Identity(
                lines.get(0),
                lines.get(1),
                lines.get(2),
                Mode.parse(lines.get(3)).orElse(new Mode(022)));
        return (index, id) -> self;
    }
}
