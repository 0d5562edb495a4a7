package play.modules.users;

import java.util.List;
import java.util.Optional;
import play.host.Fields;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** Keys of SSH, by the path of the private one. */
public record SshKeys() implements StateFamily<SshKeyState> {
    private static final String READ = """
        export LC_ALL=C
        for key do
          if [ -e "$key" ]; then
            told=$(ssh-keygen -l -f "$key" 2>&1 </dev/null | tr -d '\\r')
            printf 'yes\\0%s\\0%s\\0' "$told" "$(cat <"$key.pub" 2>/dev/null)"
          else
            printf 'no\\0\\0\\0'
          fi
        done
        """;

    private static final Shape KEY = Shape.ofParts("there fingerprint public");

    public static StateKey<SshKeyState> at(String path) {
        return new SshKeys().key(path);
    }

    @Override
    public String name() {
        return "ssh-key";
    }

    @Override
    public Class<SshKeyState> type() {
        return SshKeyState.class;
    }

    @Override
    public Place under() {
        return Place.PATH;
    }

    @Override
    public Optional<SshKeyState> absent() {
        return Optional.of(SshKeyState.ABSENT);
    }

    @Override
    public Script read(List<StateKey<SshKeyState>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<SshKeyState> told(List<StateKey<SshKeyState>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("keys of SSH cannot be read");
        List<Fields> read = Parts.of(result).all(KEY);
        if (read.size() != keys.size()) {
            throw UnknownStateException.expected(keys.size() + " keys", String.valueOf(read.size()));
        }
        return (index, path) -> state(read.get(index));
    }

    private static SshKeyState state(Fields key) throws UnknownStateException {
        return switch (key.text("there")) {
            case "yes" ->
                new SshKeyState.Present(
                        new Foreseen.Exactly<>(key.text("fingerprint")), new Foreseen.Exactly<>(key.text("public")));
            case "no" -> SshKeyState.ABSENT;
            default -> throw UnknownStateException.expected("yes or no", key.text("there"));
        };
    }
}
