package play.plugin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.source.Span;

/** What to say where the code of a plugin breaks. */
public final class PluginFault {
    private PluginFault() {}

    /** The file that brought a class; nothing for a class that is part of {@code play}. */
    public static Optional<Path> fileOf(Class<?> type) {
        return type.getClassLoader() instanceof PluginLoader loader ? Optional.of(loader.file()) : Optional.empty();
    }

    private static Optional<Diagnostic> of(Class<?> type, Throwable thrown, Optional<Span> place) {
        return fileOf(type)
                .map(file -> of(file, told(thrown)))
                .map(problem -> place.map(
                                span -> Diagnostic.error(problem.code(), problem.summary(), problem.detail(), span))
                        .orElse(problem));
    }

    /**
     * The answer of code that may be a plugin's. Where a plugin breaks, its problem is reported, and there is no
     * answer; what breaks in {@code play} itself is thrown.
     *
     * @param type whose code is called
     * @param place what it is called for, where there is one
     */
    public static <T> Optional<T> guarded(Class<?> type, Optional<Span> place, Problems problems, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (RuntimeException | Error thrown) {
            Optional<Diagnostic> problem = isBreakage(thrown) ? of(type, thrown, place) : Optional.empty();
            if (problem.isEmpty()) {
                throw thrown;
            }
            problems.report(problem.get());
            return Optional.empty();
        }
    }

    /** The same of code that answers nothing. */
    public static void guarded(Class<?> type, Optional<Span> place, Problems problems, Runnable call) {
        guarded(type, place, problems, () -> {
            call.run();
            return true;
        });
    }

    /** Whether code has broken: anything but the end of the virtual machine, of which too deep a recursion is none. */
    public static boolean isBreakage(Throwable thrown) {
        return !(thrown instanceof VirtualMachineError) || thrown instanceof StackOverflowError;
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
            case NoClassDefFoundError failed
            when failed.getCause() instanceof ExceptionInInitializerError first -> thrower(first);
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
        StringBuilder said = new StringBuilder(said(thrown));
        Throwable first = thrown;
        while (first.getCause() != null) {
            first = first.getCause();
            said.append(", caused by ").append(said(first));
        }
        StackTraceElement[] trace = first.getStackTrace();
        String where = trace.length == 0 ? "" : ", at " + place(trace);
        return "Its code threw " + said + where + ". This is a fault of the plugin; report it to its author.";
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
