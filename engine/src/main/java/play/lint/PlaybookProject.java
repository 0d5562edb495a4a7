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
import play.diag.ProblemList;
import play.diag.TextFiles;
import play.expression.call.LookupContext.Folder;
import play.module.ModuleRegistry;
import play.param.Meaning;
import play.param.Parameter;
import play.param.Schema;
import play.playbook.Call;
import play.playbook.Data;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.Role;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Task;
import play.playbook.Vars;
import play.rule.Given;
import play.rule.ModuleCall;
import play.rule.Project;
import play.rule.TextFile;
import play.source.Located;
import play.source.SourceFile;
import play.vars.UndefinedNames;
import play.vars.VariableSources;

/** Playbooks that are loaded, with the variables of their hosts, as rules see them. */
public final class PlaybookProject implements Project {
    private final List<Playbook> playbooks;
    private final VariableSources sources;
    private final List<UndefinedNames.Target> targets;
    private final ModuleRegistry modules;
    private final List<TextFile> files = new ArrayList<>();

    /** @param targets the plays, with their hosts */
    public PlaybookProject(
            List<Playbook> playbooks,
            VariableSources sources,
            List<UndefinedNames.Target> targets,
            ModuleRegistry modules) {
        this.modules = modules;
        this.playbooks = List.copyOf(playbooks);
        this.sources = sources;
        this.targets = List.copyOf(targets);
        tasks().forEach(task -> file(task).ifPresent(files::add));
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

    @Override
    public Stream<ModuleCall<?>> calls() {
        return tasks().map(PlaybookProject::call);
    }

    private static ModuleCall<?> call(Task task) {
        Call call = task.call();
        Map<Located<String>, Given> arguments = new LinkedHashMap<>();
        call.arguments().forEach((name, value) -> arguments.put(name, given(value)));
        return new ModuleCall<>(
                call.implementation(),
                call.module().span(),
                arguments,
                !task.result().changedWhen().isEmpty());
    }

    private static Given given(Data data) {
        Given plain = new Given(data.writtenText(), Optional.empty(), data.span(), List.of(), Map.of());
        return switch (data) {
            case Data.Literal literal -> {
                Given parts = literal.parts().map(PlaybookProject::given).orElse(plain);
                yield new Given(
                        data.writtenText(),
                        Optional.ofNullable(literal.value()),
                        data.span(),
                        parts.items(),
                        parts.fields());
            }
            case Data.Text text -> plain;
            case Data.Items items ->
                new Given(
                        Optional.empty(),
                        Optional.empty(),
                        data.span(),
                        items.items().stream().map(PlaybookProject::given).toList(),
                        Map.of());
            case Data.Fields fields -> {
                Map<String, Given> values = new LinkedHashMap<>();
                fields.fields().forEach((name, value) -> values.put(String.valueOf(name.value()), given(value)));
                yield new Given(Optional.empty(), Optional.empty(), data.span(), List.of(), values);
            }
        };
    }

    /** All modules there are, called or not. */
    ModuleRegistry modules() {
        return modules;
    }

    @Override
    public List<TextFile> files() {
        return List.copyOf(files);
    }

    /** What a task writes to the destination of its module: a content, or a file of the controller. */
    private static Optional<TextFile> file(Task task) {
        ModuleCall<?> call = call(task);
        Schema<?> schema = call.module().spec().schema();
        boolean writes = schema.parameters().stream().anyMatch(parameter -> parameter.means(Meaning.DESTINATION));
        String dest = call.destination().map(Located::value).orElse("");
        return writes
                ? schema.parameters().stream()
                        .flatMap(parameter ->
                                call
                                        .given(parameter.name())
                                        .flatMap(given -> text(parameter, given, dest, task))
                                        .stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<TextFile> text(Parameter parameter, Given given, String dest, Task task) {
        return switch (parameter.type().source()) {
            case CONTENT -> given.text().map(text -> TextFile.inside(dest, text));
            case TEMPLATE_FILE -> file(Folder.TEMPLATES, given, dest, task);
            case LOCAL_FILE, LOCAL_PATH -> file(Folder.FILES, given, dest, task);
            case VALUE, EXPRESSION -> Optional.empty();
        };
    }

    private static Optional<TextFile> file(Folder folder, Given given, String dest, Task task) {
        return given.literalText()
                .flatMap(name -> task.context().files().find(folder, name))
                .flatMap(PlaybookProject::read)
                .map(file -> TextFile.of(dest, file));
    }

    private static Optional<SourceFile> read(Path path) {
        try {
            return Files.isRegularFile(path) && Files.size(path) < 1 << 20
                    ? TextFiles.read(path, new ProblemList())
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
        hosts.forEach(host -> all.add(sources.inventoryOf(host)));
        return all;
    }
}
