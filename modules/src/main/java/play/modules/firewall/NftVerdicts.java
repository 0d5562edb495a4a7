package play.modules.firewall;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Bytes;

/**
 * Asks the host's nft what wanted rules come to: they are loaded in a network namespace made for it, which sees no
 * packet and is gone with its process, and listed there.
 *
 * @param rules text as {@code nft -f} reads it
 */
record NftVerdicts(Bytes rules) implements StateFamily<NftVerdict> {
    /** A table beside it shows whether the rules would touch others. */
    private static final String TRY = """
        look() {
          command -v nft >/dev/null || { echo unable; return; }
          said=$(unshare --net true 2>&1) || { echo untold; printf '%s\\n' "$said"; return; }
          said=$(printf %s "$rules" | base64 -d | unshare --net sh -c '
            nft "add table inet play_beside; add chain inet play_beside kept" || exit 1
            nft -f - || exit 1
            [ "$(nft list tables | sort)" = "$(printf "table %s\\n" "inet play_beside" "$1 $2" | sort)" ] &&
              nft list table inet play_beside | grep -q kept || { echo others; exit 2; }
            nft -s list table "$1" "$2"' sh "$f" "$n" 2>&1) && echo accepted || echo refused
          printf '%s\\n' "$said"
        }
        """;

    StateKey<NftVerdict> at(TableName table) {
        return key(table.toString());
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Class<NftVerdict> type() {
        return NftVerdict.class;
    }

    @Override
    public Script read(List<StateKey<NftVerdict>> keys) {
        StringBuilder script =
                new StringBuilder(TRY).append("rules=").append(rules.base64()).append('\n');
        keys.forEach(key -> script.append(NftTables.table(key.id()).variables())
                .append("look\n")
                .append(Answers.END));
        return Script.of(script.toString());
    }

    @Override
    public Map<StateKey<NftVerdict>, Observed<NftVerdict>> parse(List<StateKey<NftVerdict>> keys, ScriptResult result) {
        Answers answers = Answers.of(result);
        Map<StateKey<NftVerdict>, Observed<NftVerdict>> states = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            states.put(keys.get(i), verdict(keys.get(i).id(), answers.get(i)));
        }
        return states;
    }

    private static Observed<NftVerdict> verdict(String table, Answers.Answer answer) {
        return switch (answer.word()) {
            case "unable" -> Observed.read(new NftVerdict.Unable());
            case "accepted" -> Observed.read(new NftVerdict.Accepted(new NftRules(answer.text())));
            case "refused" ->
                Observed.read(new NftVerdict.Refused(words(table, answer.text().strip())));
            default ->
                new Observed.Unknown<>(
                        "the effect of the rules is unknown, since the host cannot create a network namespace (is "
                                + "become:"
                                + " true missing?): "
                                + answer.text().strip());
        };
    }

    private static String words(String table, String said) {
        return said.equals("others")
                ? "they must make table " + table + " and leave all others alone"
                : said.replace("/dev/stdin:", "line ");
    }
}
