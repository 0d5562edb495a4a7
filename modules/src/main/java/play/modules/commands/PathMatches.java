package play.modules.commands;

import java.util.Optional;
import play.host.HostState;
import play.host.LineFamily;
import play.host.PathPattern;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;

/** Whether anything is there that a path with wildcards stands for. */
sealed interface PathMatches extends HostState {
    /** As it was read. */
    record Found(boolean any) implements PathMatches {
        @Override
        public boolean present() {
            return any;
        }
    }

    /** A file that may be one of them is only foreseen. */
    record Foreseen() implements PathMatches {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<PathMatches> of(String pattern) {
        return new Family().key(pattern);
    }

    /** Looks at absolute patterns. */
    record Family() implements LineFamily<PathMatches> {
        @Override
        public String name() {
            return "paths";
        }

        @Override
        public Class<PathMatches> type() {
            return PathMatches.class;
        }

        @Override
        public Place under() {
            return Place.MATCHING;
        }

        @Override
        public Optional<PathMatches> afterChangesBelow() {
            return Optional.of(new Foreseen());
        }

        /** A link that leads nowhere is there too. */
        @Override
        public String ask(String id) {
            return "found=no; for f in " + PathPattern.word(id)
                    + "; do if [ -e \"$f\" ] || [ -h \"$f\" ]; then found=yes; break; fi; done; echo \"$found\"\n";
        }

        @Override
        public Script script(String lines) {
            return Script.of(lines);
        }

        @Override
        public PathMatches told(String id, String line) throws UnknownStateException {
            return switch (line) {
                case "yes" -> new Found(true);
                case "no" -> new Found(false);
                default -> throw UnknownStateException.expected("yes or no", line);
            };
        }

        @Override
        public String silence(ScriptResult result) {
            return "what is there cannot be listed: " + result.err().strip();
        }
    }
}
