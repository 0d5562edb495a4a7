package play.plugin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import play.diag.Diagnostic;
import play.source.Span;

/** What to say where the code of a plugin breaks. */
public final class PluginFault {
    private PluginFault() {}

    /** The file that brought a class; nothing for a class that is part of {@code play}. */
    public static Optional<Path> fileOf(Class<?> type) {
        return type.getClassLoader() instanceof PluginLoader loader ? Optional.of(loader.file()) : Optional.empty();
    }

    /**
     * The problem of a call into code that may be a plugin's; nothing where it is not.
     *
     * @param type whose code was called
     * @param place what it was called for
     */
    public static Optional<Diagnostic> of(Class<?> type, Throwable thrown, Span place) {
        return of(type, thrown)
                .map(problem -> Diagnostic.error(problem.code(), problem.summary(), problem.detail(), place));
    }

    /** The same where no place is to blame. */
    public static Optional<Diagnostic> of(Class<?> type, Throwable thrown) {
        return fileOf(type).map(file -> of(file, told(thrown)));
    }

    static Diagnostic of(Path file, String why) {
        return Diagnostic.error(
                "broken-plugin", "Plugin does not work", "The plugin '" + file + "' does not work. " + why);
    }

    /** Sentences that say what broke, and what to do. */
    public static String told(Throwable thrown) {
        return switch (thrown) {
            case UnsupportedClassVersionError _ ->
                "It is compiled for a newer Java than this one, "
                        + Runtime.version().feature()
                        + ": " + thrown.getMessage() + ". Compile it with --release "
                        + Runtime.version().feature() + ".";
            case NoClassDefFoundError missing
            when missing.getCause() instanceof ClassNotFoundException ->
                "It needs the class " + String.valueOf(missing.getMessage()).replace('/', '.')
                        + ", which is neither in it nor part of what modules may use. Pack its libraries into the jar;"
                        + " of play, it may use the artifact api alone.";
            case ExceptionInInitializerError failed when failed.getCause() != null -> thrower(failed.getCause());
            case LinkageError _ ->
                "A class of it cannot be linked: " + said(thrown)
                        + ". Build it against the artifact api of this version of play.";
            case ServiceConfigurationError failed when failed.getCause() != null -> told(failed.getCause());
            case ServiceConfigurationError _ -> "What it offers cannot be made: " + thrown.getMessage() + ".";
            default -> thrower(thrown);
        };
    }

    private static String thrower(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String where = trace.length == 0 ? "" : ", at " + place(trace);
        return "Its code threw " + said(thrown) + where + ". This is a fault of the plugin; report it to its author.";
    }

    /** The innermost place that is the plugin's: what it called tells its author less. */
    private static String place(StackTraceElement... trace) {
        for (StackTraceElement frame : trace) {
            if (String.valueOf(frame.getClassLoaderName()).startsWith(PluginLoader.NAME)) {
                return frame.getClassName() + ":" + frame.getLineNumber();
            }
        }
        return trace[0].getClassName() + ":" + trace[0].getLineNumber();
    }

    private static String said(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
