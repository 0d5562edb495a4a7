package play.inventory;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.source.Span;
import play.yaml.YamlNode;

/** Names as inventories write them. */
final class InventoryNames {
    private static final String PORT = "ansible_port";

    /** A port stands after brackets, or after a name without another colon: an IPv6 address has several. */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:\\[(.+)\\]|((?:[^:\\[\\]]|\\[[^\\]]*\\])++)):([0-9]{1,5})");

    private InventoryNames() {}

    /**
     * Hosts that are written as one.
     *
     * @param vars of each, with the port that was written after the name
     */
    record Hosts(List<String> names, HostVars vars) {}

    /** The hosts a name with ranges and a port stands for; none when it makes no sense, which is reported. */
    static Hosts read(String written, Span place, HostVars vars, Problems problems) {
        Matcher port = WITH_PORT.matcher(written);
        if (!port.matches()) {
            return new Hosts(expanded(written, place, problems), vars);
        }
        String number = port.group(3);
        YamlNode value = PythonLiteral.read(number, place.file().span(place.end() - number.length(), place.end()));
        HostVars ofName = new HostVars(Map.of(PORT, new HostVars.HostVar(value, place)));
        return new Hosts(
                expanded(port.group(1) == null ? port.group(2) : port.group(1), place, problems), ofName.and(vars));
    }

    private static List<String> expanded(String name, Span place, Problems problems) {
        try {
            return HostRange.expand(name);
        } catch (IllegalArgumentException e) {
            problems.report(Diagnostic.error(
                    "host-range", "Invalid host range", "'" + name + "': " + e.getMessage() + ".", place));
            return List.of();
        }
    }
}
