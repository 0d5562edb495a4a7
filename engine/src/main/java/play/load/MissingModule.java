package play.load;

import java.util.Optional;
import java.util.Set;
import play.diag.AnsibleCollections;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Guest;
import play.module.ModuleSpec;
import play.module.ProductionException;
import play.module.Statement;
import play.param.ParameterValues;

/**
 * Stands for a module that there is not, in a task that hosts may never come to. Nobody knows what it would find or do;
 * a host that comes to it fails, also in a dry run.
 *
 * @param problem says that there is none, and what to do
 */
record MissingModule(ModuleSpec<ParameterValues> spec, Diagnostic problem) implements Guest<ParameterValues> {
    MissingModule(String name, Diagnostic problem) {
        this(ModuleSpec.unknown(name, "There is no such module."), problem);
    }

    /** Whether a module of that name, if there were one, may set facts. */
    static boolean hasFacts(String name) {
        return name.endsWith("_facts")
                || AnsibleCollections.instead(Counterparts.Kind.MODULE, name).isEmpty();
    }

    @Override
    public Optional<Set<String>> facts() {
        return hasFacts(spec.name()) ? Optional.empty() : Optional.of(Set.of());
    }

    @Override
    public Optional<String> silence() {
        return Optional.empty();
    }

    @Override
    public Script script(ParameterValues params, Manner manner) throws ProductionException {
        throw new ProductionException(problem.detail());
    }

    @Override
    public Statement statement(ParameterValues params, ScriptResult done) {
        throw new IllegalStateException("a module that there is not has run");
    }
}
