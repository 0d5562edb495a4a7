package play.modules.kubernetes;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Bytes;

/**
 * What an API server answered in one look.
 *
 * @param now the host's time
 * @param answers one per check, in order
 */
record GateReport(Instant now, List<Sections.Answer> answers) implements HostState {
    GateReport {
        answers = List.copyOf(answers);
    }

    @Override
    public boolean present() {
        return true;
    }

    /**
     * Looks.
     *
     * @param checks what is asked, in this order
     */
    record Family(KubeClient client, List<GateCheck> checks) implements StateFamily<GateReport> {
        StateKey<GateReport> key() {
            return new StateKey<>(client.service(), this, "look");
        }

        @Override
        public String name() {
            return "gate";
        }

        @Override
        public Class<GateReport> type() {
            return GateReport.class;
        }

        @Override
        public Script read(List<StateKey<GateReport>> keys) {
            StringBuilder body = new StringBuilder(Sections.ASK_ONE + "date -u +%s\n");
            checks.forEach(check -> body.append("ask ")
                    .append(ShellWords.join(check.arguments()))
                    .append('\n'));
            return client.script(body.toString());
        }

        @Override
        public Map<StateKey<GateReport>, Observed<GateReport>> parse(
                List<StateKey<GateReport>> keys, ScriptResult result) {
            Observed<GateReport> seen = result.succeeded()
                    ? Observed.read(report(result))
                    : new Observed.Unknown<>(KubeClient.words(result.err()));
            Map<StateKey<GateReport>, Observed<GateReport>> states = new HashMap<>();
            keys.forEach(key -> states.put(key, seen));
            return states;
        }

        private static GateReport report(ScriptResult result) {
            String out = result.out();
            int end = out.indexOf('\n');
            ScriptResult sections = new ScriptResult(0, Bytes.of(out.substring(end + 1)), Bytes.EMPTY);
            return new GateReport(
                    Instant.ofEpochSecond(Long.parseLong(out.substring(0, end).strip())), Sections.read(sections));
        }
    }
}
