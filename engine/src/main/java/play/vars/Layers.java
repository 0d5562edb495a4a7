package play.vars;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.playbook.Step;
import play.playbook.Vars;

/** What is said of names for one host at one step, layer by layer. Made once for all names. */
final class Layers {
    private static final String FACT = "ansible_";

    private final List<Source> sources = new ArrayList<>();

    /** Part of a layer; what it says of a name, the winning one first. */
    private record Source(Layer layer, Function<String, List<Entry>> said) {}

    /** A layer and what it says of a name. */
    record Found(Layer layer, Entry entry) {}

    /** @param local variables of this one evaluation */
    Layers(Variables variables, String host, Step.Context context, Map<String, Entry> local) {
        PlayVars play = variables.play();
        RoleLayers role = context.role().map(variables::layersOf).orElse(RoleLayers.NONE);
        add(Layer.EXTRA_VARS, variables.run().extra());
        fixed(Layer.LOCAL, local);
        context.params().reversed().forEach(vars -> add(Layer.INCLUDE_PARAMS, vars));
        role.params().forEach(vars -> add(Layer.ROLE_PARAMS, vars));
        fixed(Layer.SET_FACT, variables.setOf(host));
        fixed(Layer.INCLUDE_VARS, variables.includedOf(host));
        context.vars().reversed().forEach(vars -> add(Layer.TASK_VARS, vars));
        role.vars().forEach(vars -> add(Layer.ROLE_VARS, vars));
        sources.add(
                new Source(Layer.ROLE_VARS, name -> entries(variables.roles().vars(name))));
        add(Layer.VARS_FILES, play.filesOf(host));
        add(Layer.PLAY_VARS, play.vars());
        facts(variables.factsOf(host));
        add(Layer.INVENTORY, variables.inventoryOf(host));
        role.defaults().forEach(vars -> add(Layer.ROLE_DEFAULTS, vars));
        sources.add(new Source(
                Layer.ROLE_DEFAULTS, name -> entries(variables.roles().defaults(name))));
    }

    private void add(Layer layer, Vars vars) {
        if (!vars.isEmpty()) {
            sources.add(new Source(layer, name -> {
                Vars.@Nullable Var var = vars.all().get(name);
                return var == null ? List.of() : List.of(Entry.of(var));
            }));
        }
    }

    private void fixed(Layer layer, Map<String, Entry> entries) {
        if (!entries.isEmpty()) {
            sources.add(new Source(layer, name -> of(entries.get(name))));
        }
    }

    /** Facts are seen with Ansible's prefix. */
    private void facts(Map<String, Entry> facts) {
        if (!facts.isEmpty()) {
            sources.add(new Source(
                    Layer.FACTS,
                    name -> name.startsWith(FACT) ? of(facts.get(name.substring(FACT.length()))) : List.of()));
        }
    }

    private static List<Entry> of(@Nullable Entry entry) {
        return entry == null ? List.of() : List.of(entry);
    }

    private static List<Entry> entries(List<Vars.Var> vars) {
        return vars.isEmpty() ? List.of() : vars.stream().map(Entry::of).toList();
    }

    /** What the highest layer that has the name says. */
    Optional<Found> winner(String name) {
        for (Source source : sources) {
            List<Entry> said = source.said().apply(name);
            if (!said.isEmpty()) {
                return Optional.of(new Found(source.layer(), said.getFirst()));
            }
        }
        return Optional.empty();
    }
}
