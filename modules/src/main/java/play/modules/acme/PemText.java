package play.modules.acme;

import java.util.List;
import java.util.Optional;
import play.host.Base64Text;
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
 * What a file of a host holds, and what time it is there.
 *
 * @param text empty where there is no such file
 * @param now seconds since 1970 by the host's clock
 */
record PemText(Optional<String> text, long now) implements HostState {
    @Override
    public boolean present() {
        return text.isPresent();
    }

    static StateKey<PemText> at(String path) {
        return new Family().key(path);
    }

    /** Reads them; files of a megabyte are none of certificates. */
    record Family() implements StateFamily<PemText> {
        private static final String READ = """
            for p do
              if [ ! -e "$p" ]; then
                printf 'missing\\0'
              elif [ ! -f "$p" ] || [ ! -r "$p" ]; then
                printf 'denied\\0'
              else
                printf 'held\\0%s\\0%s\\0' "$(date +%s)" "$(head -c 1000000 -- "$p" | base64 | tr -d '\\n')"
              fi
            done
            """;

        @Override
        public String name() {
            return "file with a certificate or request";
        }

        @Override
        public Class<PemText> type() {
            return PemText.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<PemText> absent() {
            return Optional.of(new PemText(Optional.empty(), 0));
        }

        @Override
        public Script read(List<StateKey<PemText>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<PemText> told(List<StateKey<PemText>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next("missing, denied or held")) {
                case "missing" -> new PemText(Optional.empty(), 0);
                case "denied" -> throw new UnknownStateException(path + " is no file that this user can read");
                case "held" -> held(parts.next("a time"), parts.next("a file"));
                case String other -> throw UnknownStateException.expected("missing, denied or held", other);
            };
        }

        private static PemText held(String time, String file) throws UnknownStateException {
            if (!time.matches("[0-9]{1,12}")) {
                throw UnknownStateException.expected("a time", time);
            }
            return new PemText(Optional.of(Base64Text.decoded(file).utf8()), Long.parseLong(time));
        }
    }
}
