package play.modules.firewall;

import java.util.List;
import java.util.Optional;
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
 * Something that a zone of firewalld has or has not: a service, a port, a rule; or a zone itself.
 *
 * @param runs whether firewalld runs
 * @param now whether the zone has it now; empty where firewalld does not run, or has no such zone, or was not asked
 * @param permanent whether the zone has it whenever firewalld starts; empty where there is no such zone
 */
record FirewalldElement(boolean runs, Optional<Boolean> now, Optional<Boolean> permanent) implements HostState {
    @Override
    public boolean present() {
        return now.or(() -> permanent).orElse(false);
    }

    /**
     * Asks firewalld. A key's id is a zone and what is asked for.
     *
     * @param question script that prints whether firewalld runs ({@code running} or {@code off}), and then of now and
     *     of its start {@code yes}, {@code no}, {@code zone} for a zone that there is not, or {@code unasked}
     */
    record Family(String question) implements StateFamily<FirewalldElement> {
        private static final String ANSWERS = "yes, no, zone or unasked";

        @Override
        public String name() {
            return "firewalld";
        }

        @Override
        public Class<FirewalldElement> type() {
            return FirewalldElement.class;
        }

        @Override
        public Place under() {
            return Place.below("/etc/firewalld", "/usr/lib/firewalld", "/usr/bin/firewall-cmd");
        }

        @Override
        public Script read(List<StateKey<FirewalldElement>> keys) {
            return Script.of(question);
        }

        @Override
        public Told<FirewalldElement> told(List<StateKey<FirewalldElement>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("firewalld cannot be asked");
            Parts parts = Parts.of(result);
            boolean runs = parts.next("running or off").equals("running");
            FirewalldElement state = new FirewalldElement(runs, answer(parts), answer(parts));
            return (index, id) -> state;
        }

        private static Optional<Boolean> answer(Parts parts) throws UnknownStateException {
            return switch (parts.next(ANSWERS)) {
                case "yes" -> Optional.of(true);
                case "no" -> Optional.of(false);
                case "zone", "unasked" -> Optional.empty();
                case String other -> throw UnknownStateException.expected(ANSWERS, other);
            };
        }
    }
}
