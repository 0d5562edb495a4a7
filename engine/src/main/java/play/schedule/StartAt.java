package play.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import play.playbook.Block;
import play.playbook.Data;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.Step;
import play.value.Glob;

/**
 * Leaves out what comes before a task: {@code --start-at-task}. Steps keep their places, so that they are called as in
 * a whole run: in the place of each that is left out stands an empty block.
 */
public final class StartAt {
    private final String name;
    private final Pattern pattern;
    private boolean found;

    private StartAt(String name) {
        this.name = name;
        this.pattern = Glob.compiled(name);
    }

    /**
     * The playbooks from there on; nothing where no task is called so. Tasks that are included in the run are not
     * looked at, as in Ansible.
     *
     * @param name of a task as it is written, its role before it or not; may have wildcards
     */
    public static Optional<List<Playbook>> task(String name, List<Playbook> playbooks) {
        StartAt start = new StartAt(name);
        List<Playbook> left = playbooks.stream()
                .map(playbook -> new Playbook(
                        playbook.file(),
                        playbook.plays().stream().map(start::play).toList()))
                .toList();
        return start.found ? Optional.of(left) : Optional.empty();
    }

    private Play play(Play play) {
        if (found) {
            return play;
        }
        Play.Steps steps = play.steps();
        Play.Steps left =
                new Play.Steps(steps(steps.pre()), steps(steps.roles()), steps(steps.tasks()), steps(steps.post()));
        return found ? play.with(left) : play.withoutSteps();
    }

    private List<Step> steps(List<Step> steps) {
        List<Step> left = new ArrayList<>();
        for (Step step : steps) {
            left.add(found ? step : step(step));
        }
        return left;
    }

    private Step step(Step step) {
        if (step instanceof Block block) {
            return new Block(
                    block.name(),
                    steps(block.body()),
                    found ? block.rescue() : List.of(),
                    steps(block.always()),
                    block.settings(),
                    block.context(),
                    block.role(),
                    block.span());
        }
        found = isWanted(step);
        return found
                ? step
                : new Block(
                        new Data.Literal("", step.span()),
                        List.of(),
                        List.of(),
                        List.of(),
                        step.settings(),
                        step.context(),
                        false,
                        step.span());
    }

    private boolean isWanted(Step step) {
        String own = step.name().shown();
        String withRole = step.titleRole().map(use -> use.role().name() + " : ").orElse("") + own;
        return !own.isEmpty() && (isWanted(own) || isWanted(withRole));
    }

    private boolean isWanted(String title) {
        return title.equals(name) || pattern.matcher(title).matches();
    }
}
