package play.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A file that a run is written to, in the format that its name ends with.
 *
 * @param file which may be there, and is then replaced
 */
public record ReportFile(Path file, Format format) {
    /** What it can be. */
    public enum Format {
        /** For people. */
        HTML(".html", HtmlPage::of),
        /** JUnit's, for pipelines. */
        XML(".xml", JunitXml::of),
        /** A trace of OpenTelemetry. */
        OTLP(".otlp.json", OtlpTrace::of);

        private final String ending;
        private final Function<RunView, String> written;

        Format(String ending, Function<RunView, String> written) {
            this.ending = ending;
            this.written = written;
        }

        private String ending() {
            return ending;
        }
    }

    /** Empty where its name says no format. */
    public static Optional<ReportFile> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(Format.values())
                .filter(format -> name.endsWith(format.ending()))
                .findFirst()
                .map(format -> new ReportFile(file, format));
    }

    /** The endings that say a format, as messages name them. */
    public static String endings() {
        return Arrays.stream(Format.values()).map(Format::ending).collect(Collectors.joining(" or "));
    }

    /** Writes the whole file, for whom the user's umask says, or leaves what is there. */
    public void write(RunView view) throws IOException {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.writeString(fresh, format.written.apply(view), StandardCharsets.UTF_8);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
