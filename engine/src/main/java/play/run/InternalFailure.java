package play.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import play.event.Cause;
import play.host.NulByteException;
import play.module.TaskModule;
import play.plugin.PluginFault;

/**
 * An internal error in play, or in a module, or too little memory. It ends the task on the host it is met in, and
 * nothing else. If the virtual machine itself is at its end, the error is thrown again.
 */
final class InternalFailure {
    private InternalFailure() {}

    /** @param task what was being done */
    static Cause of(Throwable thrown, String task) {
        return reason(thrown).orElseGet(() -> internal(thrown, "", task, "play."));
    }

    /** The same of a module, which may be a plugin's. */
    static Cause of(Throwable thrown, TaskModule<?> module) {
        String name = module.spec().name();
        Optional<String> plugin = PluginFault.fileOf(module.getClass()).map(Path::toString);
        if (plugin.isEmpty()) {
            return of(thrown, name);
        }
        return reason(thrown)
                .orElseGet(() -> thrown instanceof LinkageError
                        ? new Cause.Internal(plugin.get(), name, "", "", PluginFault.told(thrown))
                        : internal(thrown, plugin.get(), name, module.getClass().getPackageName() + "."));
    }

    /** What is no fault of a program. */
    private static Optional<Cause> reason(Throwable thrown) {
        if (thrown instanceof NulByteException nul) {
            return Optional.of(new Cause.Reason(String.valueOf(nul.getMessage())));
        }
        if (thrown instanceof OutOfMemoryError) {
            return Optional.of(new Cause.Reason(
                    "out of memory (JAVA_TOOL_OPTIONS=-Xmx4g gives play 4 GiB): " + thrown.getMessage()));
        }
        if (thrown instanceof VirtualMachineError end && !PluginFault.isBreakage(thrown)) {
            throw end;
        }
        return Optional.empty();
    }

    /**
     * The words of the exception are left out where they may be a host's: such as what was to be a number.
     *
     * @param own what the names of classes begin with that may be named
     */
    private static Cause internal(Throwable thrown, String plugin, String task, String own) {
        String words = thrown.getClass() == IllegalStateException.class ? String.valueOf(thrown.getMessage()) : "";
        String where = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(own))
                .limit(2)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .reduce((first, second) -> first + " < " + second)
                .orElse("an unknown place");
        return new Cause.Internal(plugin, task, thrown.getClass().getSimpleName(), where, words);
    }
}
