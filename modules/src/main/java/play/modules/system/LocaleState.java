package play.modules.system;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
 * A locale of a host.
 *
 * @param generated whether programs can use it
 * @param line by which it is generated, such as {@code en_US.UTF-8 UTF-8}; empty where the host cannot
 * @param generator what generates locales there
 */
record LocaleState(boolean generated, String line, Generator generator) implements HostState {
    /** What generates locales. */
    enum Generator {
        /** Program locale-gen, by the list in /etc/locale.gen. */
        LIST,
        /** The same, by lists in /var/lib/locales/supported.d. */
        LEGACY,
        NONE
    }

    @Override
    public boolean present() {
        return generated;
    }

    LocaleState as(boolean wanted) {
        return new LocaleState(wanted, line, generator);
    }

    static StateKey<LocaleState> at(String name) {
        return new Family().key(name);
    }

    /** Reads them. A key's id is a locale's name, written in whatever way. */
    record Family() implements StateFamily<LocaleState> {
        private static final String READ = """
            PATH=$PATH:/usr/sbin:/sbin
            if ! command -v locale-gen >/dev/null; then printf 'none\\0'
            elif [ ! -e /etc/locale.gen ] && [ -d /var/lib/locales/supported.d ]; then printf 'legacy\\0'
            else printf 'list\\0'
            fi
            locale -a 2>/dev/null | tr '\\n' '\\0'
            printf '\\0'
            cat /usr/share/i18n/SUPPORTED /usr/local/share/i18n/SUPPORTED /etc/locale.gen 2>/dev/null |
              grep -v '^[[:space:]]*$' | tr '\\n' '\\0'
            printf '\\0'
            """;

        @Override
        public String name() {
            return "locale";
        }

        @Override
        public Class<LocaleState> type() {
            return LocaleState.class;
        }

        @Override
        public Place under() {
            return Place.below("/usr/lib/locale", "/usr/share/i18n", "/usr/local/share/i18n", "/usr/sbin/locale-gen");
        }

        /** The package of these files brings all locales that can be generated. */
        @Override
        public List<String> names(String id) {
            return List.of(id, "/usr/sbin/locale-gen", "/usr/share/i18n/SUPPORTED");
        }

        @Override
        public Script read(List<StateKey<LocaleState>> keys) {
            return Script.of(READ);
        }

        @Override
        public Told<LocaleState> told(List<StateKey<LocaleState>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            Generator generator = switch (parts.next("list, legacy or none")) {
                case "list" -> Generator.LIST;
                case "legacy" -> Generator.LEGACY;
                case "none" -> Generator.NONE;
                case String other -> throw UnknownStateException.expected("list, legacy or none", other);
            };
            Set<String> generated = parts.list("locales").stream()
                    .map(LocaleName::plain)
                    .collect(Collectors.toCollection(HashSet::new));
            List<LocaleName.Entry> entries = parts.list("lines of locales").stream()
                    .flatMap(line -> LocaleName.Entry.of(line).stream())
                    .toList();
            return (index, name) -> new LocaleState(
                    generated.contains(LocaleName.plain(name)),
                    entries.stream()
                            .filter(entry -> entry.means(name))
                            .findFirst()
                            .map(LocaleName.Entry::text)
                            .orElse(""),
                    generator);
        }
    }
}
