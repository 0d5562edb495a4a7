package play.modules.services;

import java.util.List;
import java.util.stream.Stream;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Whether a program takes the arguments that a unit runs with.
 *
 * @param refusal what the program said; empty where it takes them
 */
record ArgumentsTrial(String refusal) implements HostState {
    @Override
    public boolean present() {
        return refusal.isEmpty();
    }

    /**
     * Tries it: with {@code --version} behind them, a program reads its arguments and ends.
     *
     * @param unit full name
     * @param program path on the host
     */
    record Family(String unit, String program) implements StateFamily<ArgumentsTrial> {
        private static final int LINES = 3;

        private static final String TRY = """
            pid=$(LC_ALL=C systemctl show -p MainPID --value -- %1$s) || exit 1
            case $pid in ''|0) echo %1$s 'does not run' >&2; exit 1 ;; esac
            [ -x %2$s ] || { echo %2$s 'is not there' >&2; exit 1; }
            code=0
            try='shift; exec timeout 30 "$0" "$@" --version'
            said=$(xargs -0 sh -c "$try" %2$s <"/proc/$pid/cmdline" 2>&1) || code=1
            printf '%%s\\n%%s\\n' "$code" "$said"
            """;

        StateKey<ArgumentsTrial> key() {
            return key(unit + " " + program);
        }

        @Override
        public String name() {
            return "arguments of units";
        }

        @Override
        public Class<ArgumentsTrial> type() {
            return ArgumentsTrial.class;
        }

        @Override
        public Script read(List<StateKey<ArgumentsTrial>> keys) {
            return Script.of(TRY.formatted(ShellWords.quote(unit), ShellWords.quote(program)));
        }

        @Override
        public Told<ArgumentsTrial> told(List<StateKey<ArgumentsTrial>> keys, ScriptResult result)
                throws UnknownStateException {
            String failure = "the arguments of " + unit + " cannot be tried";
            result.expectSuccess(failure);
            List<String> lines = result.out().lines().toList();
            if (lines.isEmpty() || !List.of("0", "1").contains(lines.getFirst())) {
                throw result.unknown(failure);
            }
            ArgumentsTrial trial =
                    new ArgumentsTrial(lines.getFirst().equals("0") ? "" : words(lines.subList(1, lines.size())));
            return (index, id) -> trial;
        }

        /** What it says is wrong, without the list of all its flags that may follow. */
        private static String words(List<String> lines) {
            List<String> said = lines.stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            List<String> errors = said.stream()
                    .filter(line ->
                            line.matches("(?i)(error|unknown|invalid|unrecognized|\"command failed\")(?!\\w).*"))
                    .toList();
            Stream<String> told = errors.isEmpty()
                    ? said.subList(Math.max(0, said.size() - LINES), said.size()).stream()
                    : errors.stream().distinct().limit(LINES);
            String words = String.join("; ", told.toList());
            return words.isEmpty() ? "it ends without a word" : words;
        }
    }
}
