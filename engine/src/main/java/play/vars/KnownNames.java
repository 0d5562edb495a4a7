package play.vars;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.playbook.Data;
import play.playbook.Loop;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.Task;
import play.playbook.Vars;
import play.source.Span;

/** The names that could be defined where a text is evaluated, with their definitions. Used by one thread. */
final class KnownNames {
    /**
     * One way a name gets its value.
     *
     * @param value as it was written, where it was
     * @param registers the task whose result it is
     */
    record Definition(Optional<Data> value, Optional<Span> place, Optional<Task> registers) {
        static Definition at(Span place) {
            return new Definition(Optional.empty(), Optional.of(place), Optional.empty());
        }

        static Definition of(Task task) {
            return new Definition(Optional.empty(), Optional.of(task.span()), Optional.of(task));
        }
    }

    private final @Nullable KnownNames outer;
    private final Map<String, List<Definition>> here = new LinkedHashMap<>();

    private KnownNames(@Nullable KnownNames outer) {
        this.outer = outer;
    }

    static KnownNames empty() {
        return new KnownNames(null);
    }

    KnownNames inner() {
        return new KnownNames(this);
    }

    KnownNames add(String name) {
        return add(name, new Definition(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    KnownNames add(String name, Span place) {
        return add(name, Definition.at(place));
    }

    KnownNames add(Vars vars) {
        vars.all()
                .forEach((name, var) -> add(
                        name, new Definition(Optional.of(var.value()), Optional.of(var.place()), Optional.empty())));
        return this;
    }

    KnownNames add(String name, Definition definition) {
        here.computeIfAbsent(name, key -> new ArrayList<>()).add(definition);
        return this;
    }

    /** All that a role brings to those that see it. */
    KnownNames add(RoleUse use) {
        use.allDependencies().forEach(this::addOne);
        return addOne(use);
    }

    private KnownNames addOne(RoleUse use) {
        return add(use.role().defaults()).add(use.role().vars()).add(use.vars()).add(use.params());
    }

    /** What a step sees beside its play. */
    KnownNames of(Step.Context context) {
        KnownNames more = inner();
        context.role().ifPresent(role -> role.chain().forEach(more::add));
        context.vars().forEach(more::add);
        return more;
    }

    /** What the evaluations for one item of a loop see. */
    KnownNames of(Optional<Loop> loop) {
        if (loop.isEmpty()) {
            return this;
        }
        Loop.Names names = loop.get().names();
        KnownNames more = inner().add("ansible_loop_var");
        names.known().forEach(more::add);
        names.index().ifPresent(name -> more.add("ansible_index_var"));
        return loop.get().extended() != Loop.Extended.NO ? more.add("ansible_loop") : more;
    }

    List<Definition> find(String name) {
        List<Definition> found = new ArrayList<>(here.getOrDefault(name, List.of()));
        if (outer != null) {
            found.addAll(outer.find(name));
        }
        return found;
    }

    Set<String> all() {
        Set<String> all = new TreeSet<>(here.keySet());
        if (outer != null) {
            all.addAll(outer.all());
        }
        return all;
    }
}
