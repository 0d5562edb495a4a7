package play.modules.files;

import java.time.Duration;
import java.util.Arrays;
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
import play.value.Bytes;

/** All that a file holds, however large it is up to {@link #LIMIT}. */
record WholeContent(boolean present, Bytes bytes) implements HostState {
    /** In bytes; what travels is kept in memory. */
    static final long LIMIT = 32L << 20;

    private static final WholeContent NONE = new WholeContent(false, Bytes.EMPTY);

    static StateKey<WholeContent> at(String path) {
        return new Family().key(path);
    }

    /** Says how much it is, never what: it may be secret. */
    @Override
    public String toString() {
        return present ? "content" : "none";
    }

    record Family() implements StateFamily<WholeContent> {
        /** The sign at the end says that all of it could be read. */
        private static final String READ = """
            for p do
              if [ -f "$p" ]; then { cat <"$p" && printf +; } | base64 | tr -d '\\n'; fi
              printf '\\0'
            done
            """;

        private static final Duration LONGEST = Duration.ofMinutes(10);

        @Override
        public String name() {
            return "content";
        }

        @Override
        public Class<WholeContent> type() {
            return WholeContent.class;
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<WholeContent> absent() {
            return Optional.of(NONE);
        }

        @Override
        public Script read(List<StateKey<WholeContent>> keys) {
            return Script.over(keys, READ).within(LONGEST);
        }

        @Override
        public Told<WholeContent> told(List<StateKey<WholeContent>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> {
                String base64 = parts.next("what a file holds");
                if (base64.isEmpty()) {
                    return NONE;
                }
                byte[] bytes = Base64Text.decoded(base64).toArray();
                if (bytes.length == 0 || bytes[bytes.length - 1] != '+') {
                    throw new UnknownStateException(path + " cannot be read (become another user?)");
                }
                return new WholeContent(true, Bytes.of(Arrays.copyOf(bytes, bytes.length - 1)));
            };
        }
    }
}
