package play.module;

import java.util.List;

/** Modules that ship together, found by {@link java.util.ServiceLoader}. */
public interface ModuleSet {
    List<TaskModule<?>> modules();

    List<Producer<?>> producers();
}
