package play.module;

import java.util.List;

/** Modules that ship together, found by {@link java.util.ServiceLoader}. */
public interface ModuleSet {
    List<TaskModule<?>> modules();

    /** Who makes things on the controller for them; most need nobody. */
    default List<Producer<?>> producers() {
        return List.of();
    }
}
