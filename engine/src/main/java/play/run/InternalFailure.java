package play.run;

import java.util.Arrays;
import play.module.TaskModule;
import play.plugin.PluginFault;

/** An internal error in play, or in a module. It ends the task on the host it is met in, and nothing else. */
final class InternalFailure {
    private InternalFailure() {}

    /**
     * What to say of it. The words of the exception are left out where they may be a host's: such as what was to be a
     * number.
     *
     * @param task what was being done
     */
    static String told(Throwable thrown, String task) {
        return "internal error in play during " + task + ": " + what(thrown, "play.")
                + ". This is not a fault of the playbook; please report this line, with the task and the kind of host";
    }

    /** The same of a module, which may be a plugin's. */
    static String told(Throwable thrown, TaskModule<?> module) {
        String name = module.spec().name();
        String own = module.getClass().getPackageName() + ".";
        return PluginFault.fileOf(module.getClass())
                .map(file -> "error in the plugin '" + file + "' during " + name + ": "
                        + (thrown instanceof LinkageError ? PluginFault.told(thrown) : what(thrown, own))
                        + ". This is not a fault of the playbook; please report this line to the author of the plugin")
                .orElseGet(() -> told(thrown, name));
    }

    /** @param own what the names of classes begin with that may be named */
    private static String what(Throwable thrown, String own) {
        String words = thrown.getClass() == IllegalStateException.class ? ": " + thrown.getMessage() : "";
        String where = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(own))
                .limit(2)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .reduce((first, second) -> first + " < " + second)
                .orElse("an unknown place");
        return thrown.getClass().getSimpleName() + " at " + where + words;
    }
}
