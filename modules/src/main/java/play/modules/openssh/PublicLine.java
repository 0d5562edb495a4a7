package play.modules.openssh;

import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * The first line of a file with a public key.
 *
 * @param line empty where there is no such file
 */
record PublicLine(String line) implements HostState {
    @Override
    public boolean present() {
        return !line.isEmpty();
    }

    static StateKey<PublicLine> at(String path) {
        return new Family().key(path);
    }

    /** The comment on this key; nothing where the line has another key. */
    Optional<String> comment(SshPublicKey key) {
        return line.startsWith(key.toString()) ? Optional.of(SshPublicKey.comment(line)) : Optional.empty();
    }

    /** Reads them. */
    record Family() implements StateFamily<PublicLine> {
        @Override
        public String name() {
            return "ssh public key";
        }

        @Override
        public Class<PublicLine> type() {
            return PublicLine.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<PublicLine> absent() {
            return Optional.of(new PublicLine(""));
        }

        @Override
        public Script read(List<StateKey<PublicLine>> keys) {
            return Script.over(keys, """
                for p do
                  printf '%s\\0' "$([ ! -f "$p" ] || head -n 1 <"$p" | head -c 20000 | tr -d '\\0\\r')"
                done
                """);
        }

        @Override
        public Told<PublicLine> told(List<StateKey<PublicLine>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("public keys cannot be read");
            Parts parts = Parts.of(result);
            return (index, path) -> new PublicLine(parts.next("a line"));
        }
    }
}
