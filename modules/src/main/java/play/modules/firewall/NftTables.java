package play.modules.firewall;

import java.util.List;
import java.util.Locale;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** Reads {@link NftTable}s by {@code nft list}. Where there is no nft, there are no tables that anybody made by it. */
record NftTables() implements StateFamily<NftTable> {
    private static final String READ = """
        look() {
          command -v nft >/dev/null || { echo absent; return; }
          [ ! -e "$d" ] || { echo pending; return; }
          all=$(nft list tables 2>&1) || { echo unknown; printf '%s\\n' "$all"; return; }
          printf '%s\\n' "$all" | grep -qxF "table $f $n" || { echo absent; return; }
          rules=$(nft -s list table "$f" "$n" 2>&1) && echo loaded || echo unknown
          printf '%s\\n' "$rules"
        }
        """;

    static StateKey<NftTable> at(TableName table) {
        return new NftTables().key(table.toString());
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public Class<NftTable> type() {
        return NftTable.class;
    }

    static TableName table(String id) {
        String[] words = id.split(" ", 2);
        return new TableName(NftablesTableModule.Family.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1]);
    }

    @Override
    public Script read(List<StateKey<NftTable>> keys) {
        StringBuilder script = new StringBuilder(READ);
        keys.forEach(key ->
                script.append(table(key.id()).variables()).append("look\n").append(Answers.END));
        return Script.of(script.toString());
    }

    @Override
    public Told<NftTable> told(List<StateKey<NftTable>> keys, ScriptResult result) {
        Answers answers = Answers.of(result);
        return (index, table) -> {
            Answers.Answer answer = answers.get(index);
            return switch (answer.word()) {
                case "absent" -> NftTable.ABSENT;
                case "pending" -> new NftTable.Pending();
                case "loaded" -> new NftTable.Loaded(new Foreseen.Exactly<>(new NftRules(answer.text())));
                case "unknown" ->
                    throw new UnknownStateException("nft does not tell of table " + table + ": "
                            + answer.text().strip());
                case String other -> throw UnknownStateException.expected("absent, pending, loaded or unknown", other);
            };
        };
    }
}
