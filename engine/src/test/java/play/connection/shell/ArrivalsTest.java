package play.connection.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.connection.transport.HostProcess;

/** What comes from hosts has a room that all of them share. */
final class ArrivalsTest {
    /**
     * Large outputs of all hosts share a room, which usual ones are not counted in, and have it for themselves again.
     */
    @Test
    void outputsOfAllHostsShareTheirMemory() throws Exception {
        OutputRoom room = new OutputRoom(128 << 20);
        int[] lengths = {4_000_000, 4_000_000, 4_000_000, 4_000_000, 4_000_000, 4_000_000, 500_000};
        List<Boolean> overflowing = overflowing(room, lengths);
        assertEquals(List.of(false, true, false), List.of(overflowing.get(0), overflowing.get(5), overflowing.get(6)));
        assertEquals(overflowing, overflowing(room, lengths));
    }

    private static List<Boolean> overflowing(OutputRoom room, int... lengths) throws Exception {
        List<Arrivals> all = new ArrayList<>();
        for (int length : lengths) {
            HostProcess process = mock(HostProcess.class);
            when(process.stdout()).thenReturn(new ByteArrayInputStream(new byte[length]));
            when(process.stderr()).thenReturn(InputStream.nullInputStream());
            Arrivals arrivals = new Arrivals(process, "here", room);
            arrivals.await(() -> arrivals.out().ended() ? Optional.of(true) : Optional.empty(), Long.MAX_VALUE);
            all.add(arrivals);
        }
        List<Boolean> overflowing = all.stream().map(Arrivals::overflowed).toList();
        all.forEach(Arrivals::close);
        return overflowing;
    }
}
