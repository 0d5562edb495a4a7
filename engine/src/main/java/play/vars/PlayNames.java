package play.vars;

import java.util.Collection;
import java.util.stream.Stream;
import play.argspec.ArgumentSpec;
import play.argspec.ValidateArguments;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.RoleUse;
import play.playbook.StepTree;
import play.playbook.Task;

/** What all steps of a play can read, whichever of them have run. */
final class PlayNames {
    private PlayNames() {}

    /** @param run names that there are in the run as a whole */
    static KnownNames of(UndefinedNames.Target target, VariableSources sources, KnownNames run) {
        Play play = target.play();
        KnownNames names = run.inner();
        // A play whose groups are empty is checked as if it were for any host.
        Collection<String> hosts =
                target.hosts().isEmpty() ? sources.inventory().hosts().keySet() : target.hosts();
        hosts.forEach(host -> names.add(sources.inventoryOf(host)));
        names.add(play.vars());
        play.prompts().forEach(prompt -> names.add(prompt.variable(), prompt.span()));
        play.varsFiles().forEach(file -> file.loaded().ifPresent(names::add));
        play.roles().forEach(names::add);
        shared(play).forEach(names::add);
        required(play).forEach(names::add);
        return names;
    }

    /** Roles that are included and share what they define with the play. */
    private static Stream<RoleUse> shared(Play play) {
        return StepTree.all(play)
                .flatMap(step -> step instanceof Include include
                                && include.what() instanceof Include.What.Role role
                                && role.options().shared()
                        ? include.loaded().stream()
                        : Stream.of())
                .flatMap(loaded -> loaded.role().stream());
    }

    /** Variables that a role's specs ask for: what is missing of them is told where the role is used. */
    private static Stream<String> required(Play play) {
        return StepTree.all(play)
                .flatMap(step ->
                        step instanceof Task task && task.call().implementation() instanceof ValidateArguments module
                                ? Stream.of(module)
                                : Stream.of())
                .flatMap(module -> module.options().all().values().stream())
                .filter(ArgumentSpec::required)
                .map(ArgumentSpec::name);
    }
}
