package play.vars;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import play.playbook.Play;
import play.value.Unknown;

/**
 * Variables as far as they are known before any host is contacted. Facts, and what tasks register or set, are unknown.
 */
final class VariablesAhead {
    static final Unknown LATER = new Unknown("it is known in the run only");

    private final VariableSources sources;
    private final Set<String> factNames;
    private final Variables variables;

    /** @param factNames without the prefix {@code ansible_} */
    VariablesAhead(VariableSources sources, Set<String> factNames) {
        this.sources = sources;
        this.factNames = factNames;
        this.variables = Variables.beforeRun(sources);
    }

    /** Those of the play under way. */
    Variables variables() {
        return variables;
    }

    /**
     * Goes through plays in the order they run, up to the first that may take in variables nobody can know yet.
     *
     * @param isOpen whether a play may do so by its tasks
     */
    void each(List<UndefinedNames.Target> targets, Predicate<Play> isOpen, Consumer<UndefinedNames.Target> check) {
        if (!sources.isComplete()) {
            return;
        }
        Set<String> hosts = sources.inventory().hosts().keySet();
        Map<String, Unknown> facts = unknown(factNames);
        hosts.forEach(host -> variables.ofRun().facts(host, facts));
        for (UndefinedNames.Target target : targets) {
            Play play = target.play();
            if (isOpen.test(play) || !play.prompts().isEmpty()) {
                return;
            }
            Map<String, Unknown> made = unknown(RunNames.made(play).keySet());
            hosts.forEach(host -> variables.ofRun().set(host, made));
            variables.startPlay(PlayVars.of(play, target.hosts(), target.hosts()));
            check.accept(target);
        }
    }

    private static Map<String, Unknown> unknown(Set<String> names) {
        Map<String, Unknown> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, LATER));
        return values;
    }
}
