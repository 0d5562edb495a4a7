package play.modules.packages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/** What a package manager would do, asked of the manager itself. */
record Transactions(PackageTool tool) implements StateFamily<Transaction> {
    /** Starts the answer for one wish; {@code index exit-code} follow. */
    static final String MARK = "=transaction ";

    /**
     * What is asked of the manager.
     *
     * @param verb {@code install}, {@code remove} or {@code purge}
     * @param options further options of the manager
     * @param words packages in its spelling
     */
    record Wish(String verb, List<String> options, List<String> words) {
        Wish {
            options = List.copyOf(options);
            words = List.copyOf(words);
        }

        private String id() {
            return Stream.of(List.of(verb), options, List.of("--"), words)
                    .flatMap(List::stream)
                    .collect(Collectors.joining(" "));
        }

        private static Wish of(String id) {
            List<String> all = List.of(id.split(" "));
            int end = all.indexOf("--");
            return new Wish(all.getFirst(), all.subList(1, end), all.subList(end + 1, all.size()));
        }
    }

    StateKey<Transaction> at(Wish wish) {
        return key(wish.id());
    }

    @Override
    public String name() {
        return "package-transaction";
    }

    @Override
    public Class<Transaction> type() {
        return Transaction.class;
    }

    @Override
    public Script read(List<StateKey<Transaction>> keys) {
        return tool.simulate(keys.stream().map(key -> Wish.of(key.id())).toList());
    }

    @Override
    public Map<StateKey<Transaction>, Observed<Transaction>> parse(
            List<StateKey<Transaction>> keys, ScriptResult result) {
        Map<Integer, List<String>> sections = new HashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : result.out().lines().toList()) {
            if (line.startsWith(MARK)) {
                section = new ArrayList<>(List.of(line.substring(MARK.length())));
                sections.put(Integer.parseInt(section.getFirst().split(" ")[0]), section);
            } else {
                section.add(line);
            }
        }
        Map<StateKey<Transaction>, Observed<Transaction>> states = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            List<String> lines = sections.get(i);
            states.put(
                    keys.get(i),
                    lines == null
                            ? new Observed.Unknown<>(tool.command() + " does not tell what it would do: "
                                    + result.err().strip())
                            : Observed.read(read(keys.get(i), lines)));
        }
        return states;
    }

    private Transaction read(StateKey<Transaction> key, List<String> lines) {
        int exitCode = Integer.parseInt(lines.getFirst().split(" ")[1]);
        return tool.read(Wish.of(key.id()), exitCode, lines.subList(1, lines.size()));
    }
}
