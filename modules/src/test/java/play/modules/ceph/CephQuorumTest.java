package play.modules.ceph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The arithmetic of majorities. A letter is a monitor: small for one in quorum, capital for one that is out. */
class CephQuorumTest {
    static CephQuorum quorum(String monitors) {
        List<String> all = new ArrayList<>();
        List<String> in = new ArrayList<>();
        for (char c : monitors.toCharArray()) {
            String name = String.valueOf(c).toLowerCase(Locale.ROOT);
            all.add(name);
            if (Character.isLowerCase(c)) {
                in.add(name);
            }
        }
        return new CephQuorum(all, in);
    }

    private static boolean removes(String monitors, String name) {
        return quorum(monitors).refusesToRemove(name).isEmpty();
    }

    @Test
    void aMonitorGoesAsLongAsTheOthersAreAMajority() {
        assertTrue(removes("abc", "a"));
        assertTrue(removes("abC", "c"));
        assertTrue(removes("abcDE", "d"));
        assertTrue(removes("ab", "a"));
        assertTrue(removes("abcdE", "a"));
    }

    @Test
    void whatWouldLoseTheQuorumIsRefused() {
        assertFalse(removes("abC", "a"));
        assertFalse(removes("abcDE", "a"));
        assertEquals(
                Optional.of("without a only 1 of 2 monitors would be in quorum, and a majority is 2: the cluster would "
                        + "lose its quorum. Repair or remove c first"),
                quorum("abC").refusesToRemove("a"));
    }

    @Test
    void theLastMonitorStays() {
        assertEquals(
                Optional.of("a is the last monitor: without it the cluster and all it holds are lost"),
                quorum("a").refusesToRemove("a"));
    }

    @Test
    void oneIsAddedOnlyWhereAllAreInQuorumOrToComeBack() {
        assertEquals(Optional.empty(), quorum("ab").refusesToAdd("c"));
        assertEquals(Optional.empty(), quorum("abC").refusesToAdd("c"));
        assertTrue(quorum("abC").refusesToAdd("d").orElse("").startsWith("some monitors are out of quorum (c)"));
    }
}
