package play.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;

/** Parameters that modules have in common stand among their own, with their groups. */
class MemberChoiceTest {
    private static final Map<String, Object> CLIENT = Map.of("endpoints", List.of("https://10.0.0.1:2379"));
    private static final EtcdctlMemberRemoveModule REMOVE = new EtcdctlMemberRemoveModule();

    @Test
    void theyAreWrittenAsIfTheyWereTheModulesOwn() {
        EtcdctlMemberRemoveModule.Params params =
                Parameters.of(REMOVE, Map.of("client", CLIENT, "peer_url", "https://10.0.0.2:2380"));
        assertEquals(new MemberChoice(Optional.empty(), Optional.of("https://10.0.0.2:2380")), params.member());
        assertEquals(
                List.of("name", "peer_url", "timeout", "client"),
                REMOVE.spec().schema().parameters().stream()
                        .map(parameter -> parameter.name())
                        .toList());
    }

    @Test
    void theirGroupsHold() {
        AssertionError wrong =
                assertThrows(AssertionError.class, () -> Parameters.of(REMOVE, Map.of("client", CLIENT)));
        assertTrue(String.valueOf(wrong.getMessage()).contains("needs one of 'name', 'peer_url'"), wrong.getMessage());
    }

    @Test
    void aMemberThatIsForeseenToGoIsNotRemovedAgain() {
        EtcdctlMemberRemoveModule.Params params = Parameters.of(REMOVE, Map.of("client", CLIENT, "name", "b"));
        EtcdCluster.Member a = new EtcdCluster.Member("a", "a", List.of("http://a"), List.of(), false, true, 1);
        EtcdCluster.Member b = new EtcdCluster.Member("b", "b", List.of("http://b"), List.of(), false, true, 1);
        EtcdCluster.Member c = new EtcdCluster.Member("c", "c", List.of("http://c"), List.of(), false, true, 1);
        KnownStates known = new KnownStates()
                .with(
                        new EtcdCluster.Family(params.client()).key(),
                        new EtcdCluster(List.of(a, b, c), Optional.of("a")));
        assertInstanceOf(Plan.Needs.class, REMOVE.plan(params, known));
        known.with(new EtcdMember.Family(params.client()).of(b), EtcdMember.VOTER);
        assertEquals(
                "remove b from the etcd cluster",
                assertInstanceOf(Plan.Change.class, REMOVE.plan(params, known)).title());
        known.with(new EtcdMember.Family(params.client()).of(b), EtcdMember.ABSENT);
        assertEquals(Plan.UNCHANGED, REMOVE.plan(params, known));
    }
}
