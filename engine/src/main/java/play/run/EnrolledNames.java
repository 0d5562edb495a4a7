package play.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.inventory.ExpectedNames;
import play.playbook.Meta;
import play.playbook.Playbook;
import play.playbook.StepTree;
import play.playbook.Task;

/**
 * Names of hosts and groups that tasks may bring into the inventory of the run, so that a play for them may stand in
 * the playbook before there are any.
 *
 * @param anyOther whether further names are known in the run only
 */
public record EnrolledNames(Set<String> names, boolean anyOther) implements ExpectedNames {
    public static final EnrolledNames NONE = new EnrolledNames(Set.of(), false);

    public EnrolledNames {
        names = Set.copyOf(names);
    }

    /** Those of all tasks of the playbooks that are read before the run. */
    public static EnrolledNames of(List<Playbook> playbooks) {
        Set<String> names = new HashSet<>();
        boolean anyOther = false;
        List<Optional<Set<String>>> all = playbooks.stream()
                .flatMap(playbook -> playbook.plays().stream())
                .flatMap(StepTree::all)
                .filter(step -> step instanceof Task)
                .map(step -> ((Task) step).call().enrols())
                .toList();
        for (Optional<Set<String>> some : all) {
            anyOther |= some.isEmpty();
            some.ifPresent(names::addAll);
        }
        return new EnrolledNames(names, anyOther || readsAnew(playbooks));
    }

    /** Nobody knows what an inventory that is read again has by then. */
    private static boolean readsAnew(List<Playbook> playbooks) {
        return playbooks.stream()
                .flatMap(playbook -> playbook.plays().stream())
                .flatMap(StepTree::all)
                .anyMatch(step -> step instanceof Meta meta && meta.order() == Meta.Order.REFRESH_INVENTORY);
    }

    @Override
    public boolean has(String name) {
        return anyOther || names.contains(name);
    }
}
