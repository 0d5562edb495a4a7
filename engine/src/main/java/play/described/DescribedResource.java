package play.described;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.FreeName;
import play.expression.Scope;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Resource;
import play.param.ParameterValues;
import play.playbook.Data;
import play.value.Flag;
import play.value.Omit;
import play.value.Values;

/**
 * A wanted state that a file describes: one script tells what is there, another changes it where that is not wanted.
 */
public final class DescribedResource extends Described implements Resource<ParameterValues> {
    private final Keeping keeping;

    public DescribedResource(Description description, Keeping keeping) {
        super(description, keeping.state());
        this.keeping = keeping;
    }

    @Override
    public Plan plan(ParameterValues params, Knowledge known) {
        StateKey<DescribedState> key = key(params);
        return Plan.on(known.of(key), found -> {
            try {
                return plan(params, key, found);
            } catch (ExpressionException e) {
                return new Plan.Rejected(
                        description().file() + ": " + e.diagnostic().detail());
            } catch (Field.Misfit e) {
                return new Plan.Rejected(
                        description().file() + ": what 'want' comes to does not fit: expected " + e.getMessage());
            }
        });
    }

    private Plan plan(ParameterValues params, StateKey<DescribedState> key, DescribedState found)
            throws ExpressionException, Field.Misfit {
        Scope scope = new ParameterScope(params);
        Wanted wanted = wanted(params, scope);
        List<String> undecided = wanted.undecided(found);
        if (!undecided.isEmpty()) {
            return new Plan.Undetermined("'" + undecided.getFirst() + "' of " + key + " is told once it is changed");
        }
        if (wanted.differing(found).isEmpty()) {
            return Plan.UNCHANGED;
        }
        String title = title(scope, key, new Turn(found.present(), wanted.present()));
        Script change = Script.of(ShellVariables.of(description().options(), params)
                        + ShellVariables.of(found)
                        + ShellVariables.of(wanted, description().fields())
                        + DescribedFamily.STRICT
                        + keeping.change())
                .within(keeping.limit())
                .apartFromOthers();
        List<Effect> effects = new ArrayList<>();
        reach(scope)
                .ifPresent(reach -> effects.add(
                        new Effect.Opaque("the change of " + description().name() + " may change it", reach)));
        effects.add(new Effect.Sets<>(key, wanted.fulfilled(description().fields())));
        return new Plan.Change(title, new Action.Run(title, change, effects));
    }

    private Wanted wanted(ParameterValues params, Scope scope) throws ExpressionException, Field.Misfit {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Data> entry : keeping.want().entrySet()) {
            @Nullable
            Object value = isAsked(entry.getValue(), params) ? entry.getValue().value(scope) : Omit.OMIT;
            if (value != Omit.OMIT) {
                values.put(entry.getKey(), value);
            }
        }
        @Nullable Object there = values.remove(DescribedState.PRESENT);
        boolean present = there == null
                || Flag.parse(Values.revealed(there))
                        .orElseThrow(() -> new Field.Misfit("true or false as '" + DescribedState.PRESENT + "'"));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Field field : description().fields()) {
            if (values.containsKey(field.name())) {
                fields.put(field.name(), field.read(values.get(field.name())));
            }
        }
        return new Wanted(present, fields);
    }

    /** Not where it needs a parameter that is not given. */
    private boolean isAsked(Data wanted, ParameterValues params) {
        return wanted.freeNames()
                .filter(name -> name.need() == FreeName.Need.ALWAYS)
                .allMatch(name -> params.find(name.name()).isPresent());
    }

    /** From what to what. */
    private record Turn(boolean was, boolean becomes) {
        String verb() {
            return becomes ? was ? "change" : "create" : "remove";
        }
    }

    private String title(Scope scope, StateKey<?> key, Turn turn) throws ExpressionException {
        return keeping.title().isPresent()
                ? String.valueOf(keeping.title().get().value(scope))
                : turn.verb() + " " + key.toString().strip();
    }

    private Optional<Reach> reach(Scope scope) throws ExpressionException {
        if (keeping.reach().host()) {
            return Optional.of(Reach.HOST);
        }
        List<String> paths = new ArrayList<>();
        for (Data path : keeping.reach().paths()) {
            @Nullable Object value = path.value(scope);
            if (value != Omit.OMIT && value != null) {
                paths.add(String.valueOf(Values.revealed(value)));
            }
        }
        return paths.isEmpty() ? Optional.empty() : Optional.of(new Reach.Paths(paths));
    }

    @Override
    public Map<String, @Nullable Object> result(ParameterValues params, Knowledge after) {
        return Results.of(description(), after.of(key(params)));
    }
}
