package play.modules.downloads;

import java.time.Duration;
import java.util.List;
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

/** A text that a web server has, as it tells it to a host. */
public record ServedText(String content) implements HostState {
    /** Longer ones are cut off, in bytes. */
    private static final int MOST = 1 << 20;

    public static StateKey<ServedText> at(String url) {
        return new Family().key(url);
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Ids are addresses. */
    record Family() implements StateFamily<ServedText> {
        private static final Duration LONGEST = Duration.ofMinutes(5);

        private static final String READ = FetchShell.FUNCTION + """
            limit=30 insecure= config=
            if command -v curl >/dev/null; then config=$(printf 'max-time = 60\\nretry = 1'); fi
            file=$(mktemp) || exit 1
            trap 'rm -f "$file"' EXIT
            for url do
              if words=$(fetch 2>&1 >"$file" </dev/null); then
                printf 'found\\0%s\\0' "$(head -c @MOST@ "$file" | tr -d '\\000')"
              else
                printf 'failed\\0%s\\0' "${words:-the server does not give it}"
              fi
            done
            """.replace("@MOST@", String.valueOf(MOST));

        private static final Shape ANSWER = Shape.ofParts("kind text");

        @Override
        public String name() {
            return "text of a server";
        }

        @Override
        public Class<ServedText> type() {
            return ServedText.class;
        }

        /** What a server has is no file of the host. */
        @Override
        public Place under() {
            return Place.NOWHERE;
        }

        @Override
        public Script read(List<StateKey<ServedText>> keys) {
            return Script.over(keys, READ).within(LONGEST);
        }

        @Override
        public Told<ServedText> told(List<StateKey<ServedText>> keys, ScriptResult result)
                throws UnknownStateException {
            List<Fields> answers = Parts.of(result).all(ANSWER);
            return (index, url) -> {
                if (index >= answers.size()) {
                    throw result.unknown(url + " cannot be fetched");
                }
                String text = answers.get(index).text("text");
                if (!answers.get(index).text("kind").equals("found")) {
                    throw new UnknownStateException(url + " cannot be fetched: " + text.strip());
                }
                return new ServedText(text);
            };
        }
    }
}
