package play.modules.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

class NftablesTableModuleTest {
    private static final String RULES = "table inet mine { chain c { tcp dport {9,7} drop; }; }\n";
    private static final NftRules LISTED =
            new NftRules("table inet mine {\n\tchain c {\n\t\ttcp dport { 7, 9 } drop\n\t}\n}\n");
    private static final TableName TABLE = new TableName(NftablesTableModule.Family.INET, "mine");

    private final NftablesTableModule module = new NftablesTableModule();
    private final Map<String, Object> written =
            new HashMap<>(Map.of("family", "inet", "name", "mine", "content", RULES));
    private final KnownStates known = new KnownStates()
            .with(Files.at("/usr/sbin/nft"), FileState.ABSENT)
            .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
            .with(new NftVerdicts(Bytes.of(RULES)).at(TABLE), new NftVerdict.Accepted(LISTED))
            .with(NftTables.at(TABLE), NftTable.ABSENT);

    private Plan plan() {
        return module.plan(Parameters.of(module, written), known);
    }

    private List<Action> actions() {
        return assertInstanceOf(Plan.Change.class, plan()).actions();
    }

    private static NftTable loaded(NftRules rules) {
        return new NftTable.Loaded(new Foreseen.Exactly<>(rules));
    }

    @Test
    void newRulesAreTriedAndKeptByANewConnection() {
        List<Action> actions = actions();
        Action.Run attempt = assertInstanceOf(Action.Run.class, actions.get(0));
        assertEquals(
                "table inet mine\ndelete table inet mine\n\n" + RULES,
                attempt.script().stdin().utf8());
        assertEquals(List.of(), attempt.effects());
        assertInstanceOf(Action.Reconnect.class, actions.get(1));
        assertEquals(
                List.of(new Effect.Sets<>(NftTables.at(TABLE), loaded(LISTED))),
                actions.get(2).effects());
        assertEquals(3, actions.size());
    }

    @Test
    void rulesThatComeToTheSameAreLeft() {
        known.with(NftTables.at(TABLE), loaded(LISTED));
        assertEquals(Plan.UNCHANGED, plan());
    }

    @Test
    void rulesThatNobodyKeptAreTriedAgain() {
        known.with(NftTables.at(TABLE), new NftTable.Pending());
        assertEquals(3, actions().size());
    }

    @Test
    void theFileForTheNextBootIsWrittenAfterTheRulesAreKept() {
        written.put("path", "/etc/nftables.d/mine.nft");
        known.with(Files.at("/etc/nftables.d/mine.nft"), FileState.ABSENT);
        known.with(
                Files.at("/etc/nftables.d"),
                new FileState.Directory(FileState.Attributes.of("root", "root", new Mode(0755))));
        List<Action> actions = actions();
        assertEquals(
                "/etc/nftables.d/mine.nft",
                assertInstanceOf(Action.WriteFile.class, actions.getLast()).path());
        assertEquals(4, actions.size());
    }

    @Test
    void rulesThatNftRefusesAreRejectedInItsWords() {
        known.with(
                new NftVerdicts(Bytes.of(RULES)).at(TABLE), new NftVerdict.Refused("line 1:2-3: Error: syntax error"));
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan()).why().contains("line 1:2-3: Error: syntax error"));
    }

    @Test
    void whereNftIsYetToComeTheRulesAreForeseenButNotTheirListing() {
        known.with(new NftVerdicts(Bytes.of(RULES)).at(TABLE), new NftVerdict.Unable());
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan()).why().contains("install the package nftables"));
        known.with(Files.at("/usr/sbin/nft"), new FileState.Symlink("nft"));
        Effect.Sets<?> effect = assertInstanceOf(
                Effect.Sets.class, actions().getLast().effects().getFirst());
        assertInstanceOf(
                Foreseen.Later.class,
                assertInstanceOf(NftTable.Loaded.class, effect.after()).rules());
    }

    @Test
    void aTableGoesWithItsFileAndNoOther() {
        written.remove("content");
        written.putAll(Map.of("state", "absent", "path", "/etc/nftables.d/mine.nft"));
        known.with(Files.at("/etc/nftables.d/mine.nft"), new FileState.Symlink("elsewhere"));
        known.with(NftTables.at(TABLE), loaded(LISTED));
        List<Action> actions = actions();
        String script =
                assertInstanceOf(Action.Run.class, actions.getFirst()).script().text();
        assertTrue(script.contains("f=inet n=mine\n") && script.endsWith("nft delete table \"$f\" \"$n\"\n"), script);
        assertFalse(script.contains("flush"), script);
        assertEquals(new Action.Remove("/etc/nftables.d/mine.nft"), actions.getLast());

        known.with(NftTables.at(TABLE), NftTable.ABSENT).with(Files.at("/etc/nftables.d/mine.nft"), FileState.ABSENT);
        assertEquals(Plan.UNCHANGED, plan());
    }

    @Test
    void whatMakesNoSenseIsRejected() {
        written.put("state", "absent");
        assertTrue(Parameters.wrong(module, written).contains("has no rules"));
        written.remove("state");
        written.put("confirm_within", "1s");
        assertTrue(Parameters.wrong(module, written).contains("confirm_within"));
        written.remove("confirm_within");
        written.remove("content");
        assertTrue(Parameters.wrong(module, written).contains("needs one of 'content', 'template'"));
    }

    @Test
    void answersOfTheHostAreReadTableByTable() {
        StateKey<NftTable> other = NftTables.at(new TableName(NftablesTableModule.Family.IP, "other"));
        StateKey<NftTable> third = NftTables.at(new TableName(NftablesTableModule.Family.IP, "third"));
        String said =
                "loaded\n" + LISTED.listing() + "\u001e\nabsent\n\u001e\nunknown\nOperation not permitted\n\u001e\n";
        Map<StateKey<NftTable>, Observed<NftTable>> states = new NftTables()
                .parse(List.of(NftTables.at(TABLE), other, third), new ScriptResult(0, Bytes.of(said), Bytes.EMPTY));
        assertEquals(Observed.read(loaded(LISTED)), states.get(NftTables.at(TABLE)));
        assertEquals(Observed.read(NftTable.ABSENT), states.get(other));
        assertEquals(
                new Observed.Unknown<NftTable>("nft does not tell of table ip third: Operation not permitted"),
                states.get(third));
    }

    @Test
    void aDiffShowsTheLinesOfATable() {
        assertEquals(Optional.of(LISTED.listing()), loaded(LISTED).text());
        assertTrue(LISTED.toString().startsWith("5 lines, sha256 "));
    }
}
