package play.load;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.diag.Diagnostic;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Guest;
import play.module.ModuleSpec;
import play.module.Statement;
import play.param.ParameterValues;
import play.playbook.Call;
import play.playbook.Data;

/**
 * Stands for a module whose name is a template: {@code action: "{{ name }} key=value"}. What is called is read where
 * the name is known, which for each host and item may be another one.
 *
 * @param name of the module
 */
public record NamedLater(ModuleSpec<ParameterValues> spec, Data name, Reading reading)
        implements Guest<ParameterValues> {
    /** Reads the call once its module is known. Safe for use by the threads of different hosts. */
    @FunctionalInterface
    public interface Reading {
        Read read(String module);
    }

    /**
     * What was read.
     *
     * @param call nothing where there is no such module
     * @param problems with it, errors first
     */
    public record Read(Optional<Call> call, List<Diagnostic> problems) {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    public NamedLater(Data name, Reading reading) {
        this(ModuleSpec.unknown(name.shown(), "Its name is a template."), name, reading);
    }

    @Override
    public Optional<Set<String>> facts() {
        return Optional.empty();
    }

    @Override
    public Optional<String> silence() {
        return Optional.empty();
    }

    @Override
    public Script script(ParameterValues params, Manner manner) {
        throw new IllegalStateException("a module has run whose name is still a template");
    }

    @Override
    public Statement statement(ParameterValues params, ScriptResult done) {
        throw new IllegalStateException("a module has run whose name is still a template");
    }
}
