package play.modules.firewall;

import java.util.List;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
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
    public Told<NftVerdict> told(List<StateKey<NftVerdict>> keys, ScriptResult result) {
        Answers answers = Answers.of(result);
        return (index, table) -> verdict(table, answers.get(index));
    }

    private static NftVerdict verdict(String table, Answers.Answer answer) throws UnknownStateException {
        return switch (answer.word()) {
            case "unable" -> new NftVerdict.Unable();
            case "accepted" -> new NftVerdict.Accepted(new NftRules(answer.text()));
            case "refused" -> new NftVerdict.Refused(words(table, answer.text().strip()));
            case "untold" ->
                throw new UnknownStateException(
                        "the effect of the rules is unknown, since the host cannot create a network namespace (is"
                                + " become: true missing?): " + answer.text().strip());
            case String other -> throw UnknownStateException.expected("unable, untold, accepted or refused", other);
        };
    }

    private static String words(String table, String said) {
        return said.equals("others")
                ? "they must make table " + table + " and leave all others alone"
                : said.replace("/dev/stdin:", "line ");
    }
}
