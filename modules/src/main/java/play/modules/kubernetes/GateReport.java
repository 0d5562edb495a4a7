package play.modules.kubernetes;

import java.time.Instant;
import java.util.List;
import play.host.Fields;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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
        /** Some checks read what kubectl prints where it fails. */
        private static final String ASK =
                "ask() { out=$(ctl \"$@\" 2>&1); code=$?; printf '\\036%d\\n%s' \"$code\" \"$out\"; }\n";

        private static final Shape TOLD = Shape.of("\n", "seconds\nanswers");

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
            StringBuilder body = new StringBuilder(ASK + "date -u +%s\n");
            questions()
                    .forEach(question -> body.append("ask ")
                            .append(ShellWords.join(question))
                            .append('\n'));
            return client.script(body.toString());
        }

        /** Each once: certificates of many nodes are in the answer to one. */
        private List<List<String>> questions() {
            return checks.stream().map(GateCheck::arguments).distinct().toList();
        }

        @Override
        public Told<GateReport> told(List<StateKey<GateReport>> keys, ScriptResult result)
                throws UnknownStateException {
            if (!result.succeeded()) {
                throw KubeClient.unknown(result.err());
            }
            Fields told = TOLD.read(result.out());
            List<List<String>> questions = questions();
            List<Sections.Answer> answers = Sections.read(told.text("answers"));
            if (answers.size() != questions.size()) {
                throw UnknownStateException.expected(questions.size() + " answers", told.text("answers"));
            }
            GateReport report = new GateReport(
                    told.time("seconds"),
                    checks.stream()
                            .map(check -> answers.get(questions.indexOf(check.arguments())))
                            .toList());
            return (index, id) -> report;
        }
    }
}
