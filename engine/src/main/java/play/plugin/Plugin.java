package play.plugin;

import java.nio.file.Path;
import java.util.List;
import play.module.Producer;
import play.module.TaskModule;
import play.rule.LintRule;
import play.rule.Project;

/**
 * What one file brings.
 *
 * @param file a jar, or a folder of classes
 */
record Plugin(Path file, List<TaskModule<?>> modules, List<Producer<?>> producers, List<LintRule<Project>> rules) {
    Plugin {
        modules = List.copyOf(modules);
        producers = List.copyOf(producers);
        rules = List.copyOf(rules);
    }
}
