package play.vars;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.call.LookupContext;
import play.expression.call.Stage;
import play.playbook.Register;
import play.playbook.Step;
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
    private final Stage stage;
    private final PlayUnderWay play;
    private final MagicVariables magic;
    private final Layers layers;
    private final Map<String, Binding> evaluated = new HashMap<>();
    private final LinkedHashSet<String> underWay = new LinkedHashSet<>();

    HostScope(
            Variables variables,
            String host,
            Step.Context context,
            Map<String, Entry> local,
            Stage stage,
            PlayUnderWay play) {
        this.variables = variables;
        this.host = host;
        this.context = context;
        this.local = local;
        this.stage = stage;
        this.play = play;
        this.magic = new MagicVariables(this, variables, host, context, play);
        this.layers = new Layers(variables, host, context, local, play);
    }

    @Override
    public Binding find(String name) throws ExpressionException {
        @Nullable Binding known = evaluated.get(name);
        if (known != null) {
            return known;
        }
        Optional<Object> own = magic.find(name);
        Binding binding;
        if (own.isPresent()) {
            binding = new Binding.Found(own.get());
        } else {
            Optional<Entry> entry = winner(name).or(() -> magic.otherwise(name));
            binding = entry.isEmpty() ? new Binding.Missing() : found(name, entry.get());
        }
        evaluated.put(name, binding);
        return binding;
    }

    @Override
    public boolean isUsual(String name) {
        return MagicVariables.OTHERWISE.contains(name) && winner(name).isEmpty();
    }

    private Binding found(String name, Entry entry) throws ExpressionException {
        @Nullable Object value = evaluate(name, entry);
        variables.tell(value);
        return new Binding.Found(value);
    }

    private @Nullable Object evaluate(String name, Entry entry) throws ExpressionException {
        return switch (entry) {
            case Entry.Fixed(Object value) -> value;
            case Entry.Written written ->
                read(name, written.name(), () -> written.data().value(this));
            case Entry.Computed(Register.Part part) ->
                read(name, part.place(), () -> part.expression().evaluate(this));
        };
    }

    private interface Reading {
        @Nullable
        Object value() throws ExpressionException;
    }

    private @Nullable Object read(String name, Span place, Reading reading) throws ExpressionException {
        if (!underWay.add(name)) {
            throw cycle(name, place);
        }
        if (underWay.size() > MOST_CHAINED) {
            throw chain(underWay.removeLast(), place);
        }
        try {
            return reading.value();
        } finally {
            underWay.remove(name);
        }
    }

    private ExpressionException chain(String name, Span place) {
        return new ExpressionException(Diagnostic.error(
                "variable-chain",
                "Variable chain is too long",
                "To evaluate '" + underWay.getFirst() + "', " + MOST_CHAINED
                        + " variables were read, each of which needs the next; the next is '" + name
                        + "'. Write the value where it is needed, or shorten the chain.",
                place));
    }

    private ExpressionException cycle(String name, Span place) {
        String way = String.join(" -> ", underWay) + " -> " + name;
        return new ExpressionException(Diagnostic.error(
                "variable-cycle",
                "Circular variable definition",
                "'" + name + "' is defined by '" + name + "': " + way + ".",
                place));
    }

    /** The entry of the highest layer that has the name. */
    Optional<Entry> winner(String name) {
        return layers.winner(name).map(Layers.Found::entry);
    }

    /** The layer whose word on the name counts. */
    public Optional<Layer> layerOf(String name) {
        return layers.winner(name).map(Layers.Found::layer);
    }

    /** What each place where variables come from says of a name, the winning one first. */
    public List<Said> said(String name) {
        List<Said> all = new ArrayList<>();
        magic.find(name).ifPresent(value -> all.add(new Said(Layer.MAGIC.title(), value, Optional.empty())));
        for (Layers.Found found : layers.all(name)) {
            if (found.layer() == Layer.INVENTORY) {
                all.addAll(variables.sources().said(host, name));
            } else {
                Entry entry = found.entry();
                all.add(new Said(found.layer().title(), entry.written(), entry.place()));
            }
        }
        return all;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(MagicVariables.NAMES);
        if (!play.seen()) {
            names.removeAll(MagicVariables.OF_PLAYS);
        }
        names.addAll(MagicVariables.OTHERWISE);
        names.addAll(variables.sources().invocation().extra().all().keySet());
        names.addAll(local.keySet());
        names.addAll(variables.ofRun().setOf(host).keySet());
        names.addAll(variables.ofRun().includedOf(host).keySet());
        context.params().forEach(vars -> names.addAll(vars.all().keySet()));
        context.vars().forEach(vars -> names.addAll(vars.all().keySet()));
        Stream.concat(play.roles().every().stream(), context.role().stream().flatMap(use -> use.chain().stream()))
                .forEach(use -> {
                    names.addAll(use.params().all().keySet());
                    names.addAll(use.role().vars().all().keySet());
                    names.addAll(use.role().defaults().all().keySet());
                });
        names.addAll(play.vars().filesOf(host).all().keySet());
        names.addAll(play.vars().vars().all().keySet());
        names.addAll(variables.ofRun().factsOf(host).keySet());
        names.addAll(variables.sources().inventoryOf(host).all().keySet());
        return names;
    }

    @Override
    public Optional<Span> definitionOf(String name) {
        return winner(name).flatMap(Entry::place);
    }

    @Override
    public LookupContext lookups() {
        // What is evaluated ahead of its turn is evaluated again then, and told of then.
        Consumer<String> warner = stage == Stage.BEFORE_RUN ? sentence -> {} : variables::warn;
        return new Lookups(context.files(), variables.sources(), stage, warner);
    }
}
