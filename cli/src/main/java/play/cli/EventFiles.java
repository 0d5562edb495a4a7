package play.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.report.Console;
import play.report.EventReader;
import play.report.Report;
import play.report.Totals;
import play.source.FileNames;

/** Shows a run again from the file that {@code play run --events} has written. */
record EventFiles(Arguments arguments, Terminal terminal) {
    /** Whether the one file that a command line names is of events. */
    static boolean areNamed(Arguments arguments) {
        return arguments.rest().size() == 1
                && FileNames.path(arguments.rest().getFirst())
                        .filter(EventFiles::isOfEvents)
                        .isPresent();
    }

    private static boolean isOfEvents(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (BufferedReader lines = reader(file)) {
            @Nullable String first = lines.readLine();
            return first != null && EventReader.isEvent(first);
        } catch (IOException e) {
            return false;
        }
    }

    /** Where the run was killed, the file may end in the middle of a character: that is no reason to show nothing. */
    private static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    /**
     * Prints it, or where reports are asked for writes these alone. The exit code is that of showing, not of the run.
     */
    int show() throws UsageException {
        RunReports whole = RunReports.of(arguments, terminal, true);
        Totals totals = new Totals();
        List<Report> reports = new ArrayList<>(whole.watchers());
        if (!whole.areFiles()) {
            reports.add(new Console(terminal.out(), RunSession.style(arguments, terminal), totals));
        }
        Path file = Path.of(arguments.rest().getFirst());
        try (BufferedReader lines = reader(file)) {
            EventReader.replay(lines, stamped -> {
                totals.accept(stamped.event());
                reports.forEach(report -> report.show(stamped));
            });
        } catch (IOException e) {
            throw new UsageException("the events file " + file + " cannot be read: " + FileFault.why(e));
        }
        return whole.finish() ? 0 : 1;
    }
}
