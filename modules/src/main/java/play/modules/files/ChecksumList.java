package play.modules.files;

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

/** Checksums of files that a web server has, as it tells them to a host. */
record ChecksumList(String lines) implements HostState {
    static StateKey<ChecksumList> at(String url) {
        return new Family().key(url);
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Ids are addresses. */
    record Family() implements StateFamily<ChecksumList> {
        private static final Duration LONGEST = Duration.ofMinutes(5);

        /** Longer ones are cut off, in bytes. */
        private static final int MOST = 1 << 20;

        private static final String READ = FetchScript.FETCH + """
            limit=30 insecure= config=
            file=$(mktemp) || exit 1
            trap 'rm -f "$file"' EXIT
            for url do
              if words=$(fetch 2>&1 >"$file" </dev/null); then
                printf 'found\\0%s\\0' "$(head -c @MOST@ "$file" | tr -d '\\000')"
              else
                printf 'failed\\0%s\\0' "$words"
              fi
            done
            """.replace("@MOST@", String.valueOf(MOST));

        private static final Shape ANSWER = Shape.ofParts("kind text");

        @Override
        public String name() {
            return "list of checksums";
        }

        @Override
        public Class<ChecksumList> type() {
            return ChecksumList.class;
        }

        /** What a server has is no file of the host. */
        @Override
        public Place under() {
            return Place.NOWHERE;
        }

        @Override
        public Script read(List<StateKey<ChecksumList>> keys) {
            return Script.over(keys, READ).within(LONGEST);
        }

        @Override
        public Told<ChecksumList> told(List<StateKey<ChecksumList>> keys, ScriptResult result)
                throws UnknownStateException {
            List<Fields> answers = Parts.of(result).all(ANSWER);
            return (index, url) -> {
                if (index >= answers.size()) {
                    throw result.unknown("the checksums at " + url + " cannot be fetched");
                }
                Fields answer = answers.get(index);
                if (!answer.text("kind").equals("found")) {
                    throw new UnknownStateException("the checksums at " + url + " cannot be fetched: "
                            + answer.text("text").strip());
                }
                return new ChecksumList(answer.text("text"));
            };
        }
    }
}
