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
    private static final List<Layer> WINNING_FIRST = List.of(Layer.values()).reversed();

    private final List<Source> sources = new ArrayList<>();

    /** Part of a layer; what it says of a name, the winning one first. */
    private record Source(Layer layer, Function<String, List<Entry>> said) {}

    /** A layer and what it says of a name. */
    record Found(Layer layer, Entry entry) {}

    /** @param local variables of this one evaluation */
    Layers(Variables variables, String host, Step.Context context, Map<String, Entry> local, PlayUnderWay play) {
        RoleLayers role = context.role().map(variables::layersOf).orElse(RoleLayers.NONE);
        for (Layer layer : WINNING_FIRST) {
            switch (layer) {
                case MAGIC -> {}
                case EXTRA_VARS -> add(layer, variables.sources().invocation().extra());
                case LOCAL -> fixed(layer, local);
                case INCLUDE_PARAMS -> context.params().reversed().forEach(vars -> add(layer, vars));
                case ROLE_PARAMS -> role.params().forEach(vars -> add(layer, vars));
                case SET_FACT -> fixed(layer, variables.ofRun().setOf(host));
                case INCLUDE_VARS -> fixed(layer, variables.ofRun().includedOf(host));
                case TASK_VARS -> context.vars().reversed().forEach(vars -> add(layer, vars));
                case ROLE_VARS -> {
                    role.vars().forEach(vars -> add(layer, vars));
                    ofPlay(layer, play.roles()::vars);
                }
                case VARS_FILES -> add(layer, play.vars().filesOf(host));
                case PLAY_VARS -> add(layer, play.vars().vars());
                case FACTS -> fixed(layer, variables.ofRun().factsOf(host));
                case INVENTORY -> add(layer, variables.sources().inventoryOf(host));
                case ROLE_DEFAULTS -> {
                    role.defaults().forEach(vars -> add(layer, vars));
                    ofPlay(layer, play.roles()::defaults);
                }
            }
        }
    }

    private void ofPlay(Layer layer, Function<String, List<Vars.Var>> said) {
        sources.add(new Source(layer, name -> entries(said.apply(name))));
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

    private static List<Entry> of(@Nullable Entry entry) {
        return entry == null ? List.of() : List.of(entry);
    }

    private static List<Entry> entries(List<Vars.Var> vars) {
        return vars.isEmpty() ? List.of() : vars.stream().map(Entry::of).toList();
    }

    /** What every layer says that has the name, the highest first. */
    List<Found> all(String name) {
        return sources.stream()
                .flatMap(source -> source.said().apply(name).stream().map(entry -> new Found(source.layer(), entry)))
                .toList();
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
