package play.modules.boot;

import java.util.List;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * A boot of a host, and whether the host is ready since.
 *
 * @param id what tells boots apart
 */
record Boot(String id, boolean ready) implements HostState {
    @Override
    public boolean present() {
        return true;
    }

    /**
     * Reads it.
     *
     * @param command shell that prints something else after each boot, and the same until then
     * @param test shell that succeeds when the host is ready
     */
    record Family(String command, String test) implements StateFamily<Boot> {
        StateKey<Boot> key() {
            return key("self");
        }

        @Override
        public String name() {
            return "boot";
        }

        @Override
        public Class<Boot> type() {
            return Boot.class;
        }

        @Override
        public Script read(List<StateKey<Boot>> keys) {
            return Script.of("b=$(sh -c " + ShellWords.quote(command) + ") || exit 1\n"
                    + "if sh -c " + ShellWords.quote(test) + " >/dev/null 2>&1; then r=ready; else r=waiting; fi\n"
                    + "printf '%s\\0%s\\0' \"$r\" \"$b\"\n");
        }

        @Override
        public Told<Boot> told(List<StateKey<Boot>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("when the host was booted cannot be told by '" + command + "'");
            Parts parts = Parts.of(result);
            String ready = parts.next("ready or waiting");
            if (!ready.equals("ready") && !ready.equals("waiting")) {
                throw UnknownStateException.expected("ready or waiting", ready);
            }
            Boot boot = new Boot(parts.next("what tells boots apart"), ready.equals("ready"));
            return (index, id) -> boot;
        }
    }
}
