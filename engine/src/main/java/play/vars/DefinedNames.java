package play.vars;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import play.inventory.FolderVars;
import play.inventory.Group;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Task;
import play.playbook.Vars;
import play.source.Span;

/** Every place that gives a variable a value, as far as texts tell: for whoever looks a name up. */
public final class DefinedNames {
    /**
     * One of them.
     *
     * @param layer by Ansible's name
     * @param registers the task whose result it is
     */
    public record Place(String layer, Span span, Optional<Task> registers) {}

    private final Map<String, Map<Span, Place>> all = new LinkedHashMap<>();

    private DefinedNames() {}

    /** By name; of each name in the order of plays, and of layers, the weakest first. */
    public static Map<String, List<Place>> of(List<UndefinedNames.Target> targets, VariableSources sources) {
        DefinedNames names = new DefinedNames();
        names.add(Layer.EXTRA_VARS.title(), sources.invocation().extra());
        targets.forEach(target -> names.roles(target.play()));
        names.hosts(sources);
        targets.forEach(target -> names.play(target.play()));
        Map<String, List<Place>> found = new LinkedHashMap<>();
        names.all.forEach((name, places) -> found.put(name, List.copyOf(places.values())));
        return found;
    }

    private void roles(Play play) {
        Set<RoleUse> uses = new LinkedHashSet<>();
        Stream<RoleUse> ofSteps = StepTree.all(play).flatMap(step -> step.context().role().stream());
        Stream.concat(play.roles().stream(), ofSteps)
                .flatMap(use -> Stream.concat(use.allDependencies().stream(), use.chain().stream()))
                .forEach(uses::add);
        for (RoleUse use : uses) {
            add(Layer.ROLE_DEFAULTS.title(), use.role().defaults());
            add(Layer.ROLE_VARS.title(), use.role().vars());
            add(Layer.ROLE_PARAMS.title(), use.params());
            add(Layer.ROLE_PARAMS.title(), use.vars());
        }
    }

    /** What stands beside playbooks counts also where no host is of the group. */
    private void hosts(VariableSources sources) {
        Collection<Group> groups = sources.inventory().groups().values();
        groups.forEach(group -> add("group_vars (" + group.name() + ")", sources.ofGroup(group)));
        sources.inventory().hosts().keySet().forEach(host -> add("host_vars (" + host + ")", sources.ownOf(host)));
        List<FolderVars> folders = sources.folders().toList();
        folders.forEach(folder -> folder.groups()
                .forEach((group, vars) ->
                        vars.all().forEach((name, var) -> add("group_vars (" + group + ")", name, var.place()))));
    }

    private void play(Play play) {
        add(Layer.PLAY_VARS.title(), play.vars());
        play.prompts().forEach(prompt -> add("vars_prompt", prompt.variable(), prompt.span()));
        add(Layer.VARS_FILES.title(), play.loadedFiles());
        StepTree.all(play).forEach(this::step);
        RunNames.made(play)
                .forEach((name, made) -> made.forEach(one -> one.place()
                        .ifPresent(span -> places(name)
                                .putIfAbsent(span, new Place(Layer.SET_FACT.title(), span, one.registers())))));
    }

    private void step(Step step) {
        step.context().vars().forEach(one -> add(Layer.TASK_VARS.title(), one));
        step.context().params().forEach(one -> add(Layer.INCLUDE_PARAMS.title(), one));
        if (step instanceof Include include) {
            add(Layer.INCLUDE_PARAMS.title(), include.vars());
        }
    }

    private void add(String layer, Vars vars) {
        vars.all().forEach((name, var) -> add(layer, name, var.place()));
    }

    private void add(String layer, String name, Span span) {
        places(name).putIfAbsent(span, new Place(layer, span, Optional.empty()));
    }

    private Map<Span, Place> places(String name) {
        return all.computeIfAbsent(name, key -> new LinkedHashMap<>());
    }
}
