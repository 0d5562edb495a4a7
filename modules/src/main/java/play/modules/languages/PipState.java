package play.modules.languages;

import java.util.List;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What pip has yet to do for a task. */
sealed interface PipState extends HostState {
    /** There is no pip that could be asked; {@code why} says what is missing and what to do. */
    record NoPip(String why) implements PipState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** The virtual environment is not there, but what makes one is. */
    record NoEnvironment() implements PipState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * What pip says it would do.
     *
     * @param pending a package each, with the version that is there and the one that comes: {@code six 1.15.0 → 1.16.0}
     * @param managed whether this Python belongs to the host's packages, so that pip changes nothing of it
     */
    record Answered(List<String> pending, boolean managed) implements PipState {
        public Answered {
            pending = List.copyOf(pending);
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /** Asks pip. A key's id is what the packages are called in the task. */
    record Family(PipRequest request) implements StateFamily<PipState> {
        private static final String KINDS = "missing, failed, none or told";

        @Override
        public String name() {
            return "Python packages";
        }

        @Override
        public Class<PipState> type() {
            return PipState.class;
        }

        @Override
        public Script read(List<StateKey<PipState>> keys) {
            return PipScripts.asking(request);
        }

        @Override
        public Told<PipState> told(List<StateKey<PipState>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            PipState state = switch (parts.next(KINDS)) {
                case "missing" -> new NoPip(parts.next("why").strip());
                case "none" -> new NoEnvironment();
                case "failed" ->
                    throw new UnknownStateException("pip cannot tell what it would do: "
                            + parts.next("why").strip());
                case "told" -> answered(parts);
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
            return (index, id) -> state;
        }

        private static PipState answered(Parts parts) throws UnknownStateException {
            boolean managed = parts.next("whether it is managed").equals("managed");
            return new Answered(Pending.changes(parts), managed);
        }
    }
}
