package play.modules.firewall;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Bytes;

/** A table of iptables, as it tells of it. */
record IptablesTable(Chains chains) implements HostState {
    /**
     * Shown in short where it is one value among others.
     *
     * @param byName the chains of a table
     */
    record Chains(Map<String, Chain> byName) {
        Chains {
            byName = Collections.unmodifiableMap(new TreeMap<>(byName));
        }

        @Override
        public String toString() {
            int rules = byName.values().stream()
                    .mapToInt(chain -> chain.rules().size())
                    .sum();
            return "chains " + byName.size() + ", rules " + rules + ", sha256 "
                    + Bytes.of(text()).sha256().substring(0, 8);
        }

        /** As {@code iptables -S} prints it. */
        String text() {
            StringBuilder text = new StringBuilder();
            byName.forEach((name, chain) -> text.append(chain.policy()
                            .map(policy -> "-P " + name + " " + policy)
                            .orElse("-N " + name))
                    .append('\n'));
            byName.forEach((name, chain) -> chain.rules()
                    .forEach(rule ->
                            text.append(("-A " + name + " " + rule).strip()).append('\n')));
            return text.toString();
        }
    }

    /**
     * @param policy what becomes of packets that no rule is for: of chains that each table has by itself
     * @param rules without the chain: {@code -p tcp -m tcp --dport 80 -j ACCEPT}
     */
    record Chain(Optional<String> policy, List<String> rules) {
        static final Chain NEW = new Chain(Optional.empty(), List.of());

        Chain {
            rules = List.copyOf(rules);
        }

        Chain with(List<String> others) {
            return new Chain(policy, others);
        }
    }

    static IptablesTable of(Map<String, Chain> chains) {
        return new IptablesTable(new Chains(chains));
    }

    /** Each table is there, if nobody has said a word of it. */
    @Override
    public boolean present() {
        return true;
    }

    @Override
    public Optional<String> text() {
        return Optional.of(chains.text());
    }

    Optional<Chain> chain(String name) {
        return Optional.ofNullable(chains.byName().get(name));
    }

    IptablesTable with(String name, Chain chain) {
        Map<String, Chain> others = new LinkedHashMap<>(chains.byName());
        others.put(name, chain);
        return of(others);
    }

    IptablesTable without(String name) {
        Map<String, Chain> others = new LinkedHashMap<>(chains.byName());
        others.remove(name);
        return of(others);
    }

    IptablesTable flushed() {
        Map<String, Chain> others = new LinkedHashMap<>(chains.byName());
        others.replaceAll((name, chain) -> chain.with(List.of()));
        return of(others);
    }

    /** The chains with rules that lead to this one. */
    List<String> leadingTo(String name) {
        return chains.byName().entrySet().stream()
                .filter(chain -> chain.getValue().rules().stream().anyMatch(rule -> leads(rule, name)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean leads(String rule, String chain) {
        return (" " + rule).endsWith(" -j " + chain) || (" " + rule).endsWith(" -g " + chain);
    }

    static StateKey<IptablesTable> at(IptablesWords.Version version, IptablesWords.Table table) {
        return new Family().key(version.program() + " " + table.word());
    }

    /** Reads them by {@code iptables -S}; an id is a program and a table. */
    record Family() implements StateFamily<IptablesTable> {
        static final String LACKING = "; install the package that brings it (iptables)";

        private static final String READ = """
            PATH=$PATH:/usr/sbin:/sbin
            export LC_ALL=C
            for p do
              x=${p%% *} t=${p#* }
              if ! command -v "$x" >/dev/null; then
                printf 'lacking\\0%s\\0' "$x"
              elif all=$("$x" -w -t "$t" -S 2>&1); then
                printf 'told\\0%s\\0' "$all"
              else
                printf 'denied\\0%s\\0' "$all"
              fi
            done
            """;

        @Override
        public String name() {
            return "rules";
        }

        @Override
        public Class<IptablesTable> type() {
            return IptablesTable.class;
        }

        @Override
        public Place under() {
            return Place.NOWHERE;
        }

        /** Where iptables works by nft, its tables are tables of that. */
        @Override
        public boolean tellsOf(String id, StateKey<?> other) {
            return other.family() instanceof NftTables
                    && List.of(IptablesWords.Version.values()).stream()
                            .anyMatch(version -> id.startsWith(version.program() + " ")
                                    && other.id().equals(version.family() + id.substring(id.indexOf(' '))));
        }

        @Override
        public Script read(List<StateKey<IptablesTable>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<IptablesTable> told(List<StateKey<IptablesTable>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, id) -> {
                String word = parts.next("lacking, denied or told");
                String text = parts.next("what iptables says");
                return switch (word) {
                    case "lacking" -> throw new UnknownStateException("the host has no program " + text + LACKING);
                    case "denied" -> throw new UnknownStateException(id + " is not told: " + text.strip());
                    case "told" -> read(text);
                    case String other -> throw UnknownStateException.expected("lacking, denied or told", other);
                };
            };
        }

        private static IptablesTable read(String text) throws UnknownStateException {
            Map<String, Chain> chains = new LinkedHashMap<>();
            for (String line : text.lines().toList()) {
                String[] words = line.split(" ", 3);
                switch (words[0]) {
                    case "-P" -> chains.put(second(words), new Chain(third(words), List.of()));
                    case "-N" -> chains.put(second(words), Chain.NEW);
                    case "-A" -> add(chains, second(words), third(words).orElse(""));
                    default -> {} // warnings of iptables about tables that nft made
                }
            }
            return IptablesTable.of(chains);
        }

        private static String second(String[] words) throws UnknownStateException {
            if (words.length < 2) {
                throw UnknownStateException.expected("a chain", words[0]);
            }
            return words[1];
        }

        private static Optional<String> third(String[] words) {
            return words.length < 3 ? Optional.empty() : Optional.of(words[2]);
        }

        private static void add(Map<String, Chain> chains, String name, String rule) {
            Chain chain = chains.getOrDefault(name, Chain.NEW);
            List<String> rules = new ArrayList<>(chain.rules());
            rules.add(rule);
            chains.put(name, chain.with(rules));
        }
    }
}
