package play.modules.files;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Whether a file has a line that begins as a pattern says, or something in it that a pattern stands for. */
sealed interface LineMatches extends HostState {
    /** Whether it has, as the file is. */
    record Seen(boolean found) implements LineMatches {
        @Override
        public boolean present() {
            return found;
        }
    }

    /** A dry run foresees that the file changes. */
    record Foreseen() implements LineMatches {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * Looks for them on the host, so that no content has to travel.
     *
     * @param pattern in Python's notation, which is nearly that of {@code grep -P}
     * @param anywhere whether it is looked for in the content as one, not at the beginning of lines
     */
    record Family(String pattern, boolean anywhere, String encoding) implements StateFamily<LineMatches> {
        /**
         * Python takes each end of a line for a line feed, and a {@code $} before one at the end of a whole content.
         * grep would end a whole content at its first NUL, and takes nothing for no content at all.
         */
        private static final String LOOKS = """
            cr=$(printf '\\r')
            lines() { sed "s/$cr\\$//" | tr '\\r' '\\n'; }
            line() { if grep -qaF -e "$cr" "$p"; then content | lines | look; else content | look; fi; }
            end() { sed -z '$s/\\n$//'; }
            one() { content | lines | tr '\\0' '\\1' | "$1"; printf '\\0'; }
            whole() { one cat | look || one end | look; }
            """;

        private static final Duration LONGEST = Duration.ofMinutes(10);

        @Override
        public String name() {
            return "line";
        }

        @Override
        public Class<LineMatches> type() {
            return LineMatches.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<LineMatches> absent() {
            return Optional.of(new Seen(false));
        }

        @Override
        public Optional<LineMatches> afterChangesBelow() {
            return Optional.of(new Foreseen());
        }

        @Override
        public Script read(List<StateKey<LineMatches>> keys) {
            return Script.over(keys, """
                    export LC_ALL=C.UTF-8
                    e=%s
                    why=$(printf x | grep -qaP -e "$e" 2>&1)
                    [ $? -lt 2 ] || { printf '%%s\\n' "grep -P does not take the pattern: $why" >&2; exit 1; }
                    content() { %s; }
                    look() { grep -qa%sP -e "$e" 2>/dev/null; }
                    %s
                    for p do
                      %s
                      if [ -f "$p" ] && %s; then printf '1\\0'; else printf '0\\0'; fi
                    done
                    """.formatted(
                                    ShellWords.quote(written()),
                                    encoding.equals("UTF-8") ? "cat <\"$p\"" : decoding("", ""),
                                    anywhere ? "z" : "",
                                    LOOKS,
                                    decoding("[ ! -f \"$p\" ] || ", " >/dev/null || exit 1"),
                                    anywhere ? "whole" : "line"))
                    .within(LONGEST);
        }

        /** For grep a line feed would stand between two patterns. */
        private String written() {
            String one = pattern.replace("\n", "\\n");
            return anywhere ? "(?-m)(?:" + one + ")" : "^(?:" + one + ")";
        }

        /** What reads the file as UTF-8, between two texts; nothing where it is UTF-8 as it is. */
        private String decoding(String before, String after) {
            return encoding.equals("UTF-8")
                    ? ""
                    : before + "iconv -f " + ShellWords.quote(encoding) + " -t UTF-8 <\"$p\"" + after;
        }

        @Override
        public Told<LineMatches> told(List<StateKey<LineMatches>> keys, ScriptResult result)
                throws UnknownStateException {
            if (!result.succeeded()) {
                throw result.unknown("no line can be looked for");
            }
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next("0 or 1")) {
                case "1" -> new Seen(true);
                case "0" -> new Seen(false);
                case String other -> throw UnknownStateException.expected("0 or 1", other);
            };
        }
    }
}
