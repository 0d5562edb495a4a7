package play.modules.firewall;

import java.util.List;
import java.util.Optional;
import play.host.ShellWords;
import play.modules.firewall.FirewalldModule.Params;

/**
 * What a task wants a zone to have or not to have.
 *
 * @param name as options of firewall-cmd have it: {@code service}
 * @param value what of it; empty for what is only on or off
 * @param adds the word before the name for the zone to have it
 * @param negated whether the zone is to have it not, where the task says that it is enabled
 */
record FirewalldThing(String name, Optional<String> value, String adds, boolean negated) {
    /** The one that a task names, if it names one. */
    static Optional<FirewalldThing> of(Params params) {
        return List.of(
                        with("service", params.service()),
                        with("protocol", params.protocol()),
                        with("port", params.port()),
                        with("forward-port", forwarding(params)),
                        with("rich-rule", params.richRule()),
                        with("icmp-block", params.icmpBlock()),
                        moving("interface", params.interfaceName()),
                        moving("source", params.source()),
                        flag("icmp-block-inversion", params.icmpBlockInversion()),
                        flag("masquerade", params.masquerade()),
                        flag("forward", params.forward()))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<FirewalldThing> with(String name, Optional<String> value) {
        return value.map(text -> new FirewalldThing(name, Optional.of(text), "add", false));
    }

    /** What only one zone has: it leaves another. */
    private static Optional<FirewalldThing> moving(String name, Optional<String> value) {
        return value.map(text -> new FirewalldThing(name, Optional.of(text), "change", false));
    }

    private static Optional<FirewalldThing> flag(String name, Optional<Boolean> value) {
        return value.map(on -> new FirewalldThing(name, Optional.empty(), "add", !on));
    }

    private static Optional<String> forwarding(Params params) {
        return params.portForward()
                .map(List::getFirst)
                .map(port -> "port=" + port.port() + ":proto=" + port.proto()
                        + ":toport=" + port.toport()
                        + port.toaddr().map(address -> ":toaddr=" + address).orElse(""));
    }

    String query() {
        return option("query");
    }

    String change(boolean has) {
        return option(has ? adds : "remove");
    }

    private String option(String verb) {
        return ShellWords.quote(
                "--" + verb + "-" + name + value.map(text -> "=" + text).orElse(""));
    }

    @Override
    public String toString() {
        return name + value.map(text -> " " + text).orElse("");
    }
}
