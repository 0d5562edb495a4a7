package play.vars;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.call.LookupContext;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.Vars;
import play.source.Span;

/**
 * The variables of a host as one step sees them. A value with templates in it is evaluated when it is read, here, and
 * once. Used by one thread.
 */
public final class HostScope implements Scope {
    /** Variables of which each is read for the one before; Ansible gives up before a hundred. */
    static final int MOST_CHAINED = 100;

    private final Variables variables;
    private final String host;
    private final Step.Context context;
    private final Map<String, Entry> local;
    private final PlayVars play;
    private final Map<String, Binding> evaluated = new HashMap<>();
    private final LinkedHashSet<String> underWay = new LinkedHashSet<>();

    HostScope(Variables variables, String host, Step.Context context, Map<String, Entry> local) {
        this.variables = variables;
        this.host = host;
        this.context = context;
        this.local = local;
        this.play = variables.play();
    }

    @Override
    public Binding find(String name) throws ExpressionException {
        @Nullable Binding known = evaluated.get(name);
        if (known != null) {
            return known;
        }
        Optional<Object> magic = new MagicVariables(variables, host, context).find(name);
        Binding binding;
        if (magic.isPresent()) {
            binding = new Binding.Found(magic.get());
        } else {
            Optional<Entry> entry = winner(name);
            binding = entry.isEmpty() ? new Binding.Missing() : found(name, entry.get());
        }
        evaluated.put(name, binding);
        return binding;
    }

    private Binding found(String name, Entry entry) throws ExpressionException {
        @Nullable Object value = evaluate(name, entry);
        variables.tell(value);
        return new Binding.Found(value);
    }

    private @Nullable Object evaluate(String name, Entry entry) throws ExpressionException {
        return switch (entry) {
            case Entry.Fixed(Object value) -> value;
            case Entry.Written written -> {
                if (!underWay.add(name)) {
                    throw cycle(name, written);
                }
                if (underWay.size() > MOST_CHAINED) {
                    throw chain(underWay.removeLast(), written);
                }
                try {
                    yield written.data().value(this);
                } finally {
                    underWay.remove(name);
                }
            }
        };
    }

    private ExpressionException chain(String name, Entry.Written written) {
        return new ExpressionException(Diagnostic.error(
                "variable-chain",
                "Variable chain is too long",
                "To evaluate '" + underWay.getFirst() + "', " + MOST_CHAINED
                        + " variables were read, each of which needs the next; the next is '" + name
                        + "'. Write the value where it is needed, or shorten the chain.",
                written.name()));
    }

    private ExpressionException cycle(String name, Entry.Written written) {
        String way = String.join(" -> ", underWay) + " -> " + name;
        return new ExpressionException(Diagnostic.error(
                "variable-cycle",
                "Circular variable definition",
                "'" + name + "' is defined by '" + name + "': " + way + ".",
                written.name()));
    }

    /** The entry of the highest layer that has the name. */
    Optional<Entry> winner(String name) {
        for (Supplier<Stream<Found>> layer : layers(name)) {
            Optional<Found> found = layer.get().findFirst();
            if (found.isPresent()) {
                return found.map(Found::entry);
            }
        }
        return Optional.empty();
    }

    /** A layer and what it says of a name. */
    public record Layered(Layer layer, Optional<Span> place) {}

    private record Found(Layer layer, Entry entry) {}

    /** Every layer that has the name, the winning one first. */
    public List<Layered> explain(String name) {
        return found(name)
                .map(found -> new Layered(found.layer(), found.entry().place()))
                .toList();
    }

    private Stream<Found> found(String name) {
        return layers(name).stream().flatMap(Supplier::get);
    }

    /**
     * What each layer says of a name, the winning one first; a layer is asked only when those before it say nothing.
     */
    private List<Supplier<Stream<Found>>> layers(String name) {
        return List.of(
                () -> one(Layer.EXTRA_VARS, variables.run().extra(), name),
                () -> fixed(Layer.LOCAL, local, name),
                () -> context.params().reversed().stream().flatMap(vars -> one(Layer.INCLUDE_PARAMS, vars, name)),
                () -> context.role().stream().flatMap(use -> chain(Layer.ROLE_PARAMS, use, name)),
                () -> fixed(Layer.SET_FACT, variables.setOf(host), name),
                () -> fixed(Layer.INCLUDE_VARS, variables.includedOf(host), name),
                () -> context.vars().reversed().stream().flatMap(vars -> one(Layer.TASK_VARS, vars, name)),
                () -> context.role().stream().flatMap(use -> chain(Layer.ROLE_VARS, use, name)),
                () -> variables.roles().vars(name).stream().map(var -> new Found(Layer.ROLE_VARS, Entry.of(var))),
                () -> one(Layer.VARS_FILES, play.filesOf(host), name),
                () -> one(Layer.PLAY_VARS, play.vars(), name),
                () -> facts(name),
                () -> one(Layer.INVENTORY, variables.inventoryOf(host), name),
                () -> context.role().stream().flatMap(use -> chain(Layer.ROLE_DEFAULTS, use, name)),
                () -> variables.roles().defaults(name).stream()
                        .map(var -> new Found(Layer.ROLE_DEFAULTS, Entry.of(var))));
    }

    /** Facts are seen with Ansible's prefix. */
    private Stream<Found> facts(String name) {
        return name.startsWith("ansible_")
                ? fixed(Layer.FACTS, variables.factsOf(host), name.substring("ansible_".length()))
                : Stream.of();
    }

    /** Of a role and those that called it, innermost first; of each what it depends on last. */
    private static Stream<Found> chain(Layer layer, RoleUse use, String name) {
        return use.chain().reversed().stream().flatMap(link -> {
            Vars own = switch (layer) {
                case ROLE_PARAMS -> link.params();
                case ROLE_VARS -> link.role().vars().and(link.vars());
                default -> link.role().defaults();
            };
            Stream<Found> needed = layer == Layer.ROLE_PARAMS
                    ? Stream.of()
                    : link.allDependencies().reversed().stream()
                            .flatMap(dependency -> one(
                                    layer,
                                    layer == Layer.ROLE_VARS
                                            ? dependency.role().vars()
                                            : dependency.role().defaults(),
                                    name));
            return Stream.concat(one(layer, own, name), needed);
        });
    }

    private static Stream<Found> one(Layer layer, Vars vars, String name) {
        Vars.@Nullable Var var = vars.all().get(name);
        return var == null ? Stream.of() : Stream.of(new Found(layer, Entry.of(var)));
    }

    private static Stream<Found> fixed(Layer layer, Map<String, Entry> entries, String name) {
        @Nullable Entry entry = entries.get(name);
        return entry == null ? Stream.of() : Stream.of(new Found(layer, entry));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(MagicVariables.NAMES);
        names.addAll(variables.run().extra().all().keySet());
        names.addAll(local.keySet());
        names.addAll(variables.setOf(host).keySet());
        names.addAll(variables.includedOf(host).keySet());
        context.params().forEach(vars -> names.addAll(vars.all().keySet()));
        context.vars().forEach(vars -> names.addAll(vars.all().keySet()));
        Stream.concat(
                        variables.roles().every().stream(),
                        context.role().stream().flatMap(use -> use.chain().stream()))
                .forEach(use -> {
                    names.addAll(use.params().all().keySet());
                    names.addAll(use.role().vars().all().keySet());
                    names.addAll(use.role().defaults().all().keySet());
                });
        names.addAll(play.filesOf(host).all().keySet());
        names.addAll(play.vars().all().keySet());
        variables.factsOf(host).keySet().forEach(fact -> names.add("ansible_" + fact));
        names.addAll(variables.inventoryOf(host).all().keySet());
        return names;
    }

    @Override
    public Optional<Span> definitionOf(String name) {
        return winner(name).flatMap(Entry::place);
    }

    @Override
    public LookupContext lookups() {
        return new Lookups(context.files(), variables.vault());
    }
}
