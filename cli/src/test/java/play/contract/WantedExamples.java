package play.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import play.module.TaskModule;

/**
 * Which examples are held to the contract. All, where the property {@code play.contract.share} is empty. Where it is
 * {@code 2/3}, the third of them whose turn that is, and those of the modules that {@code play.contract.changed} names
 * by their sources: paths with commas between, as {@code git log --name-only} prints them, the newest change first. A
 * source that is no module, such as a family of states, stands for its whole area; what all areas have of files stands
 * for that of files. Where so much has changed that these are more than {@link #MOST_CHANGED}, the newest changes
 * count.
 */
record WantedExamples(int turn, int turns, List<String> changed) {
    /** Some five minutes. */
    static final int MOST_CHANGED = 60;

    static WantedExamples ofProperties() {
        return of(System.getProperty("play.contract.share", ""), System.getProperty("play.contract.changed", ""));
    }

    /**
     * @param share empty, or the turn and how many there are: {@code 1/3} to {@code 3/3}
     * @param changed paths of sources, with commas between, the newest change first
     * @throws IllegalArgumentException where the share is none
     */
    static WantedExamples of(String share, String changed) {
        List<String> sources = List.of(changed.split(","));
        if (share.isEmpty()) {
            return new WantedExamples(1, 1, sources);
        }
        String[] parts = share.split("/");
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "play.contract.share is a turn of some turns, such as 2/3, not " + share);
        }
        WantedExamples wanted = new WantedExamples(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), sources);
        if (wanted.turn < 1 || wanted.turn > wanted.turns) {
            throw new IllegalArgumentException(
                    "play.contract.share has turns from 1 to " + wanted.turns + ", not " + wanted.turn);
        }
        return wanted;
    }

    /**
     * The numbers of the examples that are wanted, in their order. Those of one module are spread over the turns.
     *
     * @param modules the module of each example
     */
    List<Integer> numbers(List<? extends TaskModule<?>> modules) {
        Set<Integer> wanted = new TreeSet<>();
        IntStream.range(0, modules.size())
                .filter(number -> number % turns == turn - 1)
                .forEach(wanted::add);
        wanted.addAll(ofChanged(modules).stream().limit(MOST_CHANGED).toList());
        return List.copyOf(wanted);
    }

    /** How many examples of changed modules have to wait for their turn. */
    int waiting(List<? extends TaskModule<?>> modules) {
        Set<Integer> waiting = new TreeSet<>(ofChanged(modules));
        numbers(modules).forEach(waiting::remove);
        return waiting.size();
    }

    /** The newest change first. */
    private List<Integer> ofChanged(List<? extends TaskModule<?>> modules) {
        return IntStream.range(0, modules.size())
                .boxed()
                .filter(number -> age(modules.get(number)) < changed.size())
                .sorted(Comparator.comparing(number -> age(modules.get(number))))
                .toList();
    }

    /** How many sources changed after the module did. */
    private int age(TaskModule<?> module) {
        return (int)
                changed.stream().takeWhile(source -> !concerns(source, module)).count();
    }

    private static boolean concerns(String source, TaskModule<?> module) {
        String own = module.getClass().getName().replace('.', '/');
        String area = own.substring(0, own.lastIndexOf('/') + 1);
        if (source.contains("/main/java/play/files/")) {
            return area.endsWith("/modules/files/");
        }
        int at = source.indexOf(area);
        if (at < 0 || !source.contains("/main/")) {
            return false;
        }
        String name = source.substring(at + area.length());
        return !name.endsWith("Module.java") || source.endsWith(own + ".java");
    }
}
