package play.modules.firewall;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
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
    public Map<StateKey<NftTable>, Observed<NftTable>> parse(List<StateKey<NftTable>> keys, ScriptResult result) {
        Answers answers = Answers.of(result);
        Map<StateKey<NftTable>, Observed<NftTable>> states = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Answers.Answer answer = answers.get(i);
            states.put(
                    keys.get(i),
                    switch (answer.word()) {
                        case "absent" -> Observed.read(NftTable.ABSENT);
                        case "pending" -> Observed.read(new NftTable.Pending());
                        case "loaded" ->
                            Observed.read(new NftTable.Loaded(new Foreseen.Exactly<>(new NftRules(answer.text()))));
                        default ->
                            new Observed.Unknown<>("nft does not tell of table "
                                    + keys.get(i).id() + ": " + answer.text().strip());
                    });
        }
        return states;
    }
}
