package play.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The arithmetic of majorities. A letter is a member: small for a voter that is up, capital for one that is down, L and
 * l for learners.
 */
class EtcdClusterTest {
    private static EtcdCluster cluster(String members) {
        List<EtcdCluster.Member> all = new ArrayList<>();
        for (char c : members.toCharArray()) {
            boolean up = Character.isLowerCase(c);
            all.add(new EtcdCluster.Member(
                    String.valueOf(c),
                    String.valueOf(c),
                    List.of("http://" + c),
                    List.of(),
                    Character.toLowerCase(c) == 'l',
                    up,
                    up ? 1 : 0));
        }
        return new EtcdCluster(all, Optional.of("a"));
    }

    private static EtcdCluster.Member member(EtcdCluster cluster, String name) {
        return cluster.members().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean removes(String members, String name) {
        EtcdCluster cluster = cluster(members);
        return cluster.refusesToRemove(member(cluster, name)).isEmpty();
    }

    @Test
    void aDeadMemberCanBeRemovedWhileTheOthersAreAMajority() {
        assertTrue(removes("abC", "C"));
        assertTrue(removes("abcDE", "D"));
        assertTrue(removes("abcdE", "a"));
    }

    @Test
    void whatWouldLeaveNoMajorityIsRefused() {
        assertTrue(!removes("abC", "a"));
        assertTrue(!removes("a", "a"));
        assertTrue(!removes("abcDE", "a"));
        EtcdCluster cluster = cluster("abC");
        assertEquals(
                Optional.of("without a only 1 of 2 members would be up, and a majority is 2: the cluster would be lost."
                        + " Repair or remove C first"),
                cluster.refusesToRemove(member(cluster, "a")));
    }

    @Test
    void aClusterWithoutMajorityDecidesNothing() {
        EtcdCluster cluster = cluster("aBC");
        assertTrue(cluster.refusesToRemove(member(cluster, "B")).orElse("").startsWith("only 1 of 3 members are up"));
    }

    @Test
    void learnersDoNotCount() {
        assertTrue(removes("aL", "L"));
        assertTrue(!removes("al", "a"));
        assertTrue(removes("abl", "b"));
    }

    @Test
    void oneMemberCanHardlyGrowButByALearner() {
        assertEquals(Optional.empty(), cluster("a").refusesToAdd(true));
        assertEquals(
                Optional.of("until the new member runs, 1 of 2 would be up, and a majority is 2: add it as a learner"),
                cluster("a").refusesToAdd(false));
        assertEquals(Optional.empty(), cluster("abc").refusesToAdd(false));
        assertTrue(cluster("abC").refusesToAdd(true).orElse("").startsWith("some members are unhealthy (C)"));
        assertEquals(
                Optional.of("l is a learner already: promote or remove it first"),
                cluster("abl").refusesToAdd(true));
    }

    @Test
    void aLearnerIsPromotedWhenItRuns() {
        EtcdCluster up = cluster("al");
        assertEquals(Optional.empty(), up.refusesToPromote(member(up, "l")));
        EtcdCluster down = cluster("aL");
        assertTrue(down.refusesToPromote(member(down, "L")).orElse("").contains("does not answer"));
        EtcdCluster weak = cluster("abCl");
        assertEquals(Optional.empty(), weak.refusesToPromote(member(weak, "l")));
        EtcdCluster weaker = cluster("aBl");
        assertEquals(Optional.empty(), weaker.refusesToPromote(member(weaker, "l")));
    }

    @Test
    void permissionsAreToldAsTheyAreGiven() {
        assertEquals("prefix /a/", KeyRange.of("/a/", "/a0").toString());
        assertEquals("key /b", KeyRange.of("/b", "").toString());
        assertEquals("from ", KeyRange.of("\0", "\0").toString());
        assertEquals("range /c /d1", KeyRange.of("/c", "/d1").toString());
        for (String text : List.of("prefix /a/", "key /b", "from /x", "range /c /d1")) {
            assertEquals(text, KeyRange.parse(text).toString());
        }
    }
}
