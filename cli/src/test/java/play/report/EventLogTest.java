package play.report;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import play.event.Redactor;
import play.event.RunEvent;

@Timeout(180)
class EventLogTest {
  /** More than the queue holds: a log that has stopped taking events would stop the run. */
  @Test
  void aReportThatBreaksSilencesNoOtherAndIsToldOfAtTheEnd() {
    Report broken = mock(Report.class);
    Report counting = mock(Report.class);
    IllegalStateException fault = new IllegalStateException("a report's mistake");
    doThrow(fault).when(broken).show(any());
    EventLog log = new EventLog(List.of(broken, counting), new Redactor(), InstantSource.system());
    int events = 12_000;
    for (int i = 0; i < events; i++) {
      log.accept(new RunEvent.Progress("event " + i));
    }
    assertSame(fault, assertThrows(IllegalStateException.class, log::close));
    verify(broken, times(1)).show(any());
    verify(counting, times(events)).show(any());
  }
}
