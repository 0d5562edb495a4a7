package play.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import play.diag.Printable;

/**
 * A run as JUnit's XML, for pipelines that show test results: a suite for each play, a case for each task on a host. A
 * task that failed is a failure, a host that was not reached an error, and so is what the end of the run cut off; what
 * was skipped or cannot be told in a dry run is skipped.
 */
final class JunitXml {
    private final RunView view;
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JunitXml(RunView view) {
        this.view = view;
    }

    static String of(RunView view) {
        return new JunitXml(view).written();
    }

    private String written() {
        xml.append("<testsuites name=\"")
                .append(attribute("play run " + String.join(" ", view.playbooks())))
                .append('"')
                .append(counts(view.results(), unfinished()))
                .append(" time=\"")
                .append(seconds(view.lasted() - view.began()))
                .append("\">\n");
        IntStream.range(0, view.plays().size()).forEach(this::suite);
        return xml.append("</testsuites>\n").toString();
    }

    private void suite(int index) {
        RunView.Play play = view.plays().get(index);
        List<RunView.Result> results = view.results().stream()
                .filter(result -> task(result).play() == index)
                .toList();
        boolean last = index == view.plays().size() - 1;
        xml.append("  <testsuite name=\"")
                .append(attribute(play.name()))
                .append('"')
                .append(counts(results, last ? unfinished() : 0))
                .append(" time=\"")
                .append(seconds(play.ended().orElse(view.lasted()) - play.began()))
                .append("\" timestamp=\"")
                .append(java.time.Instant.ofEpochMilli(play.began()))
                .append("\">\n");
        results.forEach(result -> testCase(play, result));
        if (last && isCutOff()) {
            view.unfinished().forEach((title, hosts) -> hosts.forEach(host -> cutOff(play, title, host)));
        }
        xml.append("  </testsuite>\n");
    }

    private RunView.Task task(RunView.Result result) {
        return view.tasks().get(result.task());
    }

    /** Whether the run did not come to its end: what ran then has not passed. */
    private boolean isCutOff() {
        return view.end().isEmpty()
                || view.end().get().interrupted()
                || view.end().get().broken().isPresent();
    }

    private int unfinished() {
        return isCutOff()
                ? view.unfinished().values().stream().mapToInt(List::size).sum()
                : 0;
    }

    private void cutOff(RunView.Play play, String title, String host) {
        xml.append("    <testcase classname=\"")
                .append(attribute(play.name() + "." + host))
                .append("\" name=\"")
                .append(attribute(title))
                .append("\">\n      <error message=\"the run ended before this task did\"/>\n    </testcase>\n");
    }

    /** @param unfinished tasks of hosts that the end of the run cut off */
    private static String counts(List<RunView.Result> results, int unfinished) {
        return " tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\""
                .formatted(
                        results.size() + unfinished,
                        count(results, Status.FAILED),
                        count(results, Status.UNREACHABLE) + unfinished,
                        results.stream()
                                .filter(result -> isSkipped(result.status()))
                                .count());
    }

    private static long count(List<RunView.Result> results, Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    private static boolean isSkipped(Status status) {
        return status == Status.SKIPPED || status == Status.UNKNOWN;
    }

    private void testCase(RunView.Play play, RunView.Result result) {
        RunView.Task task = task(result);
        xml.append("    <testcase classname=\"")
                .append(attribute(play.name() + "." + result.host()))
                .append("\" name=\"")
                .append(attribute(task.ref().title()))
                .append('"');
        task.ref()
                .place()
                .ifPresent(place -> xml.append(" file=\"")
                        .append(attribute(place.file().name()))
                        .append("\" line=\"")
                        .append(place.from().line())
                        .append('"'));
        xml.append(" time=\"").append(seconds(result.millis())).append('"');
        String body = body(task, result);
        xml.append(body.isEmpty() ? "/>\n" : ">\n" + body + "    </testcase>\n");
    }

    private static String body(RunView.Task task, RunView.Result result) {
        String words = result.detail().words();
        return switch (result.status()) {
            case OK -> "";
            case CHANGED, IGNORED, RESCUED ->
                "      <system-out>" + text(result.status().word() + ": " + words) + "</system-out>\n";
            case SKIPPED, UNKNOWN -> "      <skipped message=\"" + attribute(words) + "\"/>\n";
            case FAILED -> fault("failure", task, result);
            case UNREACHABLE -> fault("error", task, result);
        };
    }

    private static String fault(String element, RunView.Task task, RunView.Result result) {
        RunView.Detail detail = result.detail();
        StringBuilder all = new StringBuilder(detail.words());
        detail.items().stream()
                .filter(item -> item.status().isFailure())
                .forEach(item -> all.append("\n(item=")
                        .append(item.label())
                        .append("): ")
                        .append(item.words()));
        task.ref().place().ifPresent(place -> all.append("\n--> ").append(place));
        if (!detail.result().isEmpty()) {
            all.append("\nresult: ").append(detail.result());
        }
        String first = detail.words().lines().findFirst().orElse("");
        return "      <" + element + " type=\"" + attribute(task.ref().module()) + "\" message=\"" + attribute(first)
                + "\">" + text(all.toString()) + "</" + element + ">\n";
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }

    private static String attribute(String text) {
        return escaped(Printable.line(text)).replace("\"", "&quot;").replace("\t", "&#9;");
    }

    private static String text(String text) {
        return escaped(Printable.lines(text, ""));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\ufffe", "\\ufffe")
                .replace("\uffff", "\\uffff");
    }
}
