package play.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.module.TaskModule;

/**
 * Brings modules that no registry has, by the names that tasks call them by: what is described in files beside a
 * playbook, or what another program has. It is asked after all that is registered, so it can take the place of nothing;
 * what it brings is a module of one of the kinds there are, and nothing tells it from others afterwards. May be asked
 * by several threads.
 */
public interface ModuleProvider {
    /**
     * What a name means.
     *
     * @param module nothing where it is broken, which a problem says
     * @param problems with what the name leads to; told wherever it is called
     */
    record Provided(Optional<TaskModule<?>> module, List<Diagnostic> problems) {
        public Provided {
            problems = List.copyOf(problems);
        }

        public Provided(TaskModule<?> module) {
            this(Optional.of(module), List.of());
        }
    }

    /** What a name means at a place; nothing where this provider has none of that name. */
    Optional<Provided> find(String name, CallPlace place);

    /** The names that can be called at a place, as far as they are told without much ado, for "did you mean". */
    default Set<String> names(CallPlace place) {
        return Set.of();
    }

    /** What to say of a name that it has no module for, as a sentence that begins with a space; or nothing. */
    default String hint(String name) {
        return "";
    }

    /** Told of the folder of each playbook and role that is read: reports what is wrong with what it finds there. */
    default void beside(Path folder, Problems problems) {}
}
