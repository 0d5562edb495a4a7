package play.modules.services;

import java.util.Optional;
import java.util.stream.Stream;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** What the text of a unit file says about the unit it makes. */
final class UnitText {
    private static final String LATER = "the text of the unit is not known yet";

    private UnitText() {}

    /** The unit as systemd has it right after it read a new file with this text. */
    static UnitState.Loaded fresh(String name, Optional<Content> content) {
        Optional<String> text = content.flatMap(Content::bytes).map(Bytes::utf8);
        return new UnitState.Loaded(
                new Foreseen.Exactly<>("inactive"),
                text.map(UnitText::enablement).orElseGet(() -> later()),
                text.map(known -> type(name, known)).orElseGet(() -> later()),
                false);
    }

    private static Foreseen<String> later() {
        return new Foreseen.Later<>(LATER);
    }

    static Foreseen<String> enablement(String text) {
        boolean installable =
                settings(text).anyMatch(line -> line.matches("(WantedBy|RequiredBy|UpheldBy|Alias)\\s*=.+"));
        boolean follows = settings(text).anyMatch(line -> line.matches("Also\\s*=.+"));
        return new Foreseen.Exactly<>(installable ? "disabled" : follows ? "indirect" : "static");
    }

    static Foreseen<String> type(String name, String text) {
        String kind = UnitName.type(name);
        if (UnitName.isTemplate(name)) {
            return new Foreseen.Exactly<>("template");
        }
        if (!kind.equals("service")) {
            return new Foreseen.Exactly<>(kind);
        }
        Optional<String> written = value(text, "Type");
        boolean started = value(text, "ExecStart").isPresent();
        String type = written.orElse(value(text, "BusName").isPresent() ? "dbus" : started ? "simple" : "oneshot");
        boolean remains = value(text, "RemainAfterExit")
                .filter(flag -> flag.matches("(?i)yes|true|on|1|y|t"))
                .isPresent();
        return new Foreseen.Exactly<>(type.equals("oneshot") && remains ? "oneshot-remains" : type);
    }

    private static Optional<String> value(String text, String name) {
        return settings(text)
                .filter(line -> line.matches(name + "\\s*=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .filter(value -> !value.isEmpty())
                .reduce((first, second) -> second);
    }

    private static Stream<String> settings(String text) {
        return text.lines().map(String::strip).filter(line -> !line.startsWith("#") && !line.startsWith(";"));
    }
}
