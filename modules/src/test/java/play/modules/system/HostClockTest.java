package play.modules.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;

class HostClockTest {
    private static final StateKey<HostClock> KEY = HostClock.Family.clock();
    private final ClockInfoModule module = new ClockInfoModule();

    private static Observed<HostClock> parsed(String out) {
        return new HostClock.Family()
                .parse(List.of(KEY), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                .getOrDefault(KEY, new Observed.Unknown<>("not parsed"));
    }

    private Map<String, ?> found(HostClock clock) {
        return assertInstanceOf(
                        Answer.Found.class,
                        module.answer(Parameters.of(module, Map.of()), new KnownStates().with(KEY, clock)))
                .value();
    }

    @Test
    void chronydTellsWhomItFollowsAndByHowMuchItIsOff() {
        String told = "rights 000001ffffffffff\ndaemon chrony\nfollows yes\ntracking C0A80101,192.168.1.1,3,"
                + "1796172000.123456789,-0.000012345,0.000001,0.000020,1.234,0.001,0.010,0.001,0.0005,64.2,Normal\n"
                + "end\n";
        HostClock clock = new HostClock(
                true,
                List.of("chrony"),
                "yes",
                Optional.of(new HostClock.Tracking("192.168.1.1", 3, -0.000012345, true)));
        assertEquals(Observed.read(clock), parsed(told));
        assertEquals(
                Map.of(
                        "settable",
                        true,
                        "daemons",
                        List.of("chrony"),
                        "in_step",
                        true,
                        "source",
                        "192.168.1.1",
                        "stratum",
                        3,
                        "offset",
                        -0.000012345),
                found(clock));
    }

    /** The kernel may have been told by another daemon that ran before. */
    @Test
    void chronydThatFollowsNobodyCountsMoreThanTheKernel() {
        HostClock clock = assertKnown(
                "rights 000001ffffffffff\ndaemon chrony\nfollows yes\ntracking 00000000,,0,0.000000000,0.000000000,"
                        + "0.000000000,0.000000000,0.000,0.000,0.000,1.000000000,1.000000000,0.0,Not synchronised\n"
                        + "end\n");
        assertEquals(false, found(clock).get("in_step"));
    }

    @Test
    void withoutChronydTheKernelIsAsked() {
        assertEquals(
                Map.of("settable", true, "daemons", List.of("systemd-timesyncd"), "in_step", true),
                found(assertKnown("rights 000001ffffffffff\ndaemon systemd-timesyncd\nfollows yes\nend\n")));
        assertEquals(
                false,
                found(assertKnown("rights 000001ffffffffff\nfollows \nend\n")).get("in_step"));
    }

    @Test
    void aContainerMayNotSetItsClock() {
        assertEquals(
                false,
                found(assertKnown("rights 000001fffdffffff\nfollows no\nend\n")).get("settable"));
    }

    @Test
    void whatIsBrokenOffOrOddIsUnknown() {
        for (String odd : List.of(
                "",
                "rights 000001ffffffffff\nfollows yes\n",
                "rights 1\nfollows yes\nend\n",
                "rights 000001ffffffffff\ndaemon sh\nend\n",
                "rights 000001ffffffffff\nfollows perhaps\nend\n",
                "rights 000001ffffffffff\ntracking a,b\nend\n",
                "follows yes\nend\n")) {
            assertInstanceOf(Observed.Unknown.class, parsed(odd), odd);
        }
    }

    @Test
    void thisMachineTells() {
        assertInstanceOf(Observed.Known.class, LocalHost.reading(List.of(KEY)).of(KEY));
    }

    private static HostClock assertKnown(String told) {
        return parsed(told) instanceof Observed.Known<HostClock>(HostClock clock, var how)
                ? clock
                : new HostClock(false, List.of(), "unknown: " + told, Optional.empty());
    }
}
