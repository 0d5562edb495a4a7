package play.modules.packages;

import java.time.Duration;
import java.util.List;
import play.host.Base64Text;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Bytes;

/** Keys at addresses, fetched by the program of apt's that fetches packages, or else by curl; the address is the id. */
record RemoteKeys() implements StateFamily<RemoteKeys.Key> {
    private static final Shape FETCHED = Shape.ofParts("base64 words");

    /** More is no key, in bytes. */
    private static final int MOST = 1 << 20;

    private static final String READ = """
        d=$(mktemp -d) && chmod 755 "$d" || exit 1
        trap 'rm -rf "$d"' EXIT
        fetch() {
          if [ -x /usr/lib/apt/apt-helper ]; then
            /usr/lib/apt/apt-helper -o Acquire::Retries=1 -o Acquire::http::Timeout=30 \\
              -o Acquire::https::Timeout=30 download-file "$1" "$d/key"
          else
            curl --fail --silent --show-error --location --retry 1 --max-time 60 --output "$d/key" -- "$1" ||
              echo "E: curl ends with $?"
          fi 2>&1 </dev/null
        }
        for u do
          words=$(fetch "$u")
          [ -s "$d/key" ] && head -c %d "$d/key" | base64 | tr -d '\\n'
          printf '\\0%%s\\0' "$(printf '%%s' "$words" | grep -e '^E:' -e '^curl:' | head -n 3)"
          rm -f "$d/key"
        done
        exit 0
        """.formatted(MOST);

    /** @param bytes of the key, armored or not */
    record Key(Bytes bytes) implements HostState {
        @Override
        public boolean present() {
            return true;
        }

        boolean isArmored() {
            return isArmored(bytes.utf8());
        }

        static boolean isArmored(String text) {
            return text.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----");
        }
    }

    static StateKey<Key> at(String url) {
        return new RemoteKeys().key(url);
    }

    @Override
    public String name() {
        return "remote-key";
    }

    @Override
    public Class<Key> type() {
        return Key.class;
    }

    /** What a server has is no file of the host. */
    @Override
    public Place under() {
        return Place.NOWHERE;
    }

    @Override
    public Script read(List<StateKey<Key>> keys) {
        return Script.over(keys, READ).within(Duration.ofMinutes(5));
    }

    @Override
    public Told<Key> told(List<StateKey<Key>> keys, ScriptResult result) throws UnknownStateException {
        List<Fields> answers = Parts.of(result).all(FETCHED);
        return (index, url) -> {
            if (index >= answers.size()) {
                throw result.unknown("the key at " + url + " cannot be fetched");
            }
            Bytes bytes = Base64Text.decoded(answers.get(index).text("base64"));
            if (bytes.isEmpty()) {
                throw new UnknownStateException("the key at " + url + " cannot be fetched: "
                        + answers.get(index).text("words"));
            }
            return new Key(bytes);
        };
    }
}
