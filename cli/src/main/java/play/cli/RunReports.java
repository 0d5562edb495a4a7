package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import play.diag.Printable;
import play.report.Report;
import play.source.FileNames;
import play.view.ReportFile;
import play.view.RunSummary;
import play.view.RunView;

/** What a command line asks for of a run as a whole: files that report it, and a summary at its end. */
final class RunReports {
    static final Option REPORT = Option.of(
            "FILE",
            "Write a report of the run: FILE.html for people, FILE.xml as JUnit, FILE.otlp.json as a trace;"
                    + " repeatable.",
            "--report");
    static final Option PROFILE = Option.flag("At the end, show how long each play and task took.", "--profile");
    static final Option BY_HOST =
            Option.flag("Show each host on a line of its own, and at the end what changed on it.", "--by-host");

    /** All of them. */
    static final List<Option> ALL = List.of(REPORT, PROFILE, BY_HOST);

    private final List<ReportFile> files;
    private final boolean summary;
    private final RunSummary.Style style;
    private final Terminal terminal;
    private final RunView view = new RunView();

    private RunReports(Arguments arguments, Terminal terminal, List<ReportFile> files, boolean watched) {
        this.files = files;
        this.style = new RunSummary.Style(arguments.has(BY_HOST.name()), arguments.has(PROFILE.name()));
        this.summary =
                style.byHost() || style.profile() || (watched && terminal.live().isPresent());
        this.terminal = terminal;
    }

    /**
     * @param watched whether a person at a terminal wants a summary too
     * @throws UsageException where a file cannot be written
     */
    static RunReports of(Arguments arguments, Terminal terminal, boolean watched) throws UsageException {
        List<ReportFile> files = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        arguments
                .path(RunCommand.EVENTS.name())
                .ifPresent(events -> taken.add(events.toAbsolutePath().normalize()));
        for (String name : arguments.all(REPORT.name())) {
            ReportFile file = file(name);
            if (!taken.add(file.file().toAbsolutePath().normalize())) {
                throw new UsageException("the file " + name + " is named twice, and one would replace the other");
            }
            files.add(file);
        }
        return new RunReports(arguments, terminal, List.copyOf(files), watched);
    }

    private static ReportFile file(String name) throws UsageException {
        Path path = FileNames.path(name).orElseThrow(() -> new UsageException("no file can be called '" + name + "'"));
        ReportFile file = ReportFile.of(path)
                .orElseThrow(() -> new UsageException("a report's name ends with " + ReportFile.endings()
                        + ", which says its format; '" + name + "' does not"));
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("the report " + name + " cannot be written: there is no directory " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException(
                    "the report " + name + " cannot be written: this user may not write to the directory " + folder);
        }
        if (Files.isDirectory(path)) {
            throw new UsageException("the report " + name + " cannot be written: it is a directory");
        }
        return file;
    }

    /** Whoever has to see the events for it. */
    List<Report> watchers() {
        return summary || !files.isEmpty() ? List.of(view) : List.of();
    }

    /** Whether files are to be written. */
    boolean areFiles() {
        return !files.isEmpty();
    }

    /** Shows and writes what is asked for; the run has ended. Whether all of it was written. */
    boolean finish() {
        if (summary) {
            new RunSummary(view, style, terminal.width()).parts().forEach(this::show);
        }
        boolean whole = true;
        for (ReportFile file : files) {
            whole &= written(file);
        }
        return whole;
    }

    private void show(RunSummary.Part part) {
        terminal.out().println(part.title());
        part.lines().forEach(line -> terminal.out().println("  " + Printable.line(line)));
        terminal.out().println();
    }

    private boolean written(ReportFile file) {
        try {
            file.write(view);
            return true;
        } catch (IOException e) {
            terminal.err()
                    .println(Printable.line(
                            "play: the report " + file.file() + " could not be written: " + FileFault.why(e)));
            return false;
        }
    }
}
