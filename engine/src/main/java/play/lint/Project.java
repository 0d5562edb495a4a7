package play.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import play.argspec.ValidateArguments;
import play.expression.call.LookupContext.Folder;
import play.playbook.Data;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.Role;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Task;
import play.playbook.Vars;
import play.source.Located;
import play.source.SourceFile;
import play.vars.UndefinedNames;
import play.vars.Variables;

/** All that rules look at. */
public final class Project {
    private static final Set<String> WRITERS = Set.of("copy", "template");

    private final List<Playbook> playbooks;
    private final Variables variables;
    private final List<UndefinedNames.Target> targets;
    private final List<TextFile> files = new ArrayList<>();

    /** @param targets the plays, with their hosts */
    public Project(List<Playbook> playbooks, Variables variables, List<UndefinedNames.Target> targets) {
        this.playbooks = List.copyOf(playbooks);
        this.variables = variables;
        this.targets = List.copyOf(targets);
        calls(WRITERS).forEach(task -> file(task).ifPresent(files::add));
    }

    Stream<Play> plays() {
        return playbooks.stream().flatMap(playbook -> playbook.plays().stream());
    }

    /** All steps of all plays, those of handlers and of includes with a literal name among them. */
    Stream<Step> steps() {
        return plays().flatMap(StepTree::all);
    }

    /** All tasks that somebody wrote. */
    Stream<Task> tasks() {
        return steps().filter(step ->
                        step instanceof Task task && !(task.call().implementation() instanceof ValidateArguments))
                .map(step -> (Task) step);
    }

    /** The tasks that call one of these modules, by their short names. */
    Stream<Task> calls(Set<String> modules) {
        return tasks().filter(task ->
                modules.contains(task.call().implementation().spec().name()));
    }

    static Optional<Data> argument(Task task, String name) {
        return task.call().arguments().entrySet().stream()
                .filter(entry -> entry.getKey().value().equals(name))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    /** The text of an argument as it is written, a template or not. */
    static Optional<Located<String>> text(Task task, String name) {
        return argument(task, name)
                .filter(data -> data instanceof Data.Text || data.literalText().isPresent())
                .map(data -> new Located<>(data.shown(), data.span()));
    }

    /** Texts that tasks write to hosts, as far as their source has a literal name. */
    List<TextFile> files() {
        return List.copyOf(files);
    }

    private static Optional<TextFile> file(Task task) {
        Optional<Located<String>> content = text(task, "content");
        String dest = text(task, "dest").map(Located::value).orElse("");
        if (content.isPresent()) {
            return Optional.of(TextFile.inside(dest, content.get()));
        }
        Optional<String> source = argument(task, "src").flatMap(Data::literalText);
        boolean template = task.call().implementation().spec().name().equals("template");
        return source.flatMap(name -> task.context().files().find(template ? Folder.TEMPLATES : Folder.FILES, name))
                .flatMap(Project::read)
                .map(file -> TextFile.of(dest, file));
    }

    private static Optional<SourceFile> read(Path path) {
        try {
            return Files.isRegularFile(path) && Files.size(path) < 1 << 20
                    ? Optional.of(new SourceFile(path.toString(), Files.readString(path)))
                    : Optional.empty();
        } catch (IOException e) {
            // No text, or not readable: nothing a rule could say of it.
            return Optional.empty();
        }
    }

    /** Every role that plays use, with those they depend on. */
    List<Role> roles() {
        Map<Path, Role> roles = new LinkedHashMap<>();
        Stream<RoleUse> included = steps().flatMap(step -> step.context().role().stream());
        Stream.concat(plays().flatMap(play -> play.roles().stream()), included)
                .flatMap(use -> Stream.concat(use.allDependencies().stream(), use.chain().stream()))
                .forEach(use -> roles.putIfAbsent(use.role().folder(), use.role()));
        return List.copyOf(roles.values());
    }

    /** Every set of variables that somebody wrote, the inventory's for each host. */
    List<Vars> variables() {
        List<Vars> all = new ArrayList<>();
        roles().forEach(role -> all.addAll(List.of(role.defaults(), role.vars())));
        plays().forEach(play -> all.addAll(List.of(play.vars(), play.loadedFiles())));
        steps().forEach(step -> all.addAll(step.context().vars()));
        Set<String> hosts = new LinkedHashSet<>();
        targets.forEach(target -> hosts.addAll(target.hosts()));
        hosts.forEach(host -> all.add(variables.inventoryOf(host)));
        return all;
    }
}
