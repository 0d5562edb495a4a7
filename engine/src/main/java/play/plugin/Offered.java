package play.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.param.Parameter;
import play.rule.LintRule;

/** Whether what a plugin offers says what it is; its code is bound by no promise that there is no null. */
final class Offered {
    private Offered() {}

    /** @param method what answered */
    static <T> T given(@Nullable T answer, Object by, String method) throws PluginException {
        if (answer == null) {
            throw new PluginException("Its class " + by.getClass().getName()
                    + " answers null, or has null in its answer," + " where it is asked for '" + method
                    + "'. This is a fault of the plugin; report it to its author.");
        }
        return answer;
    }

    static <T> List<T> list(@Nullable List<@Nullable T> answer, Object by, String method) throws PluginException {
        List<@Nullable T> all = given(answer, by, method);
        for (@Nullable T one : all) {
            given(one, by, method);
        }
        return List.copyOf(all);
    }

    static void check(TaskModule<?> module) throws PluginException {
        ModuleSpec<?> spec = given(module.spec(), module, "spec");
        given(spec.name(), module, "name");
        given(spec.purpose(), module, "purpose");
        given(spec.returns(), module, "returns");
        for (Parameter parameter : given(spec.schema(), module, "schema").parameters()) {
            given(parameter.type().shown(), parameter.type(), "shown");
            given(parameter.type().source(), parameter.type(), "source");
            list(parameter.type().choices(), parameter.type(), "choices");
        }
    }

    static void check(LintRule<?> rule) throws PluginException {
        given(rule.code(), rule, "code");
        given(rule.severity(), rule, "severity");
        given(rule.summary(), rule, "summary");
        given(rule.body(), rule, "body");
    }
}
