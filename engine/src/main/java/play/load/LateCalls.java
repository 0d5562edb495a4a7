package play.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Severity;
import play.playbook.Call;
import play.plugin.ModuleProvider;
import play.yaml.YamlNode;

/** Reads a call whose module is named by a template, once for each name that it comes to. */
final class LateCalls implements NamedLater.Reading {
    private final Loading loading;
    private final YamlNode.Entry action;
    private final List<YamlNode> more;
    private final Enclosing around;
    private final Map<String, NamedLater.Read> known = new HashMap<>();

    /**
     * @param action its key is the template
     * @param more what else has parameters
     */
    LateCalls(Loading loading, YamlNode.Entry action, List<YamlNode> more, Enclosing around) {
        this.loading = loading;
        this.action = action;
        this.more = List.copyOf(more);
        this.around = around;
    }

    @Override
    public synchronized NamedLater.Read read(String module) {
        return known.computeIfAbsent(module, this::fresh);
    }

    private NamedLater.Read fresh(String module) {
        ProblemList told = new ProblemList();
        Optional<Call> call =
                TaskReader.isEngineAction(TaskReader.plain(module)) ? refused(module, told) : call(module, told);
        List<Diagnostic> errors = told.sorted().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        return new NamedLater.Read(errors.isEmpty() ? call : Optional.empty(), errors);
    }

    private Optional<Call> refused(String module, ProblemList told) {
        told.report(Diagnostic.error(
                "not-supported",
                "Not supported",
                "'" + module + "' takes in other tasks, or steers the play, and cannot be named by a template: write it"
                        + " as the task's key, with 'when'.",
                action.key().span()));
        return Optional.empty();
    }

    private Optional<Call> call(String module, ProblemList told) {
        Loading now = loading.telling(told);
        YamlNode.Scalar key = YamlNode.Scalar.madeOf(action.key().span(), module);
        Optional<ModuleProvider.Provided> found = now.plugins().find(module, around.place());
        if (found.isEmpty()) {
            told.report(TaskReader.unknownModule(now, key, around.place()));
            return Optional.empty();
        }
        found.get().problems().forEach(problem -> told.report(problem.orAt(key.span())));
        return found.get()
                .module()
                .map(one -> new CallReader(now, now.sources()).read(key, one, action.value(), more, around));
    }
}
