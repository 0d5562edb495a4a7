package play.contract;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import play.module.TaskModule;

/**
 * Which examples are held to the contract. All, where the property {@code play.contract.share} is empty. Where it is
 * {@code 2/3}, the third of them whose turn that is, and all of the modules that {@code play.contract.changed} names by
 * their sources: paths with commas between, as {@code git log --name-only} prints them. A source that is no module,
 * such as a family of states, stands for its whole area; what all areas have of files stands for that of files.
 */
record WantedExamples(int turn, int turns, Set<String> changed) {
    static WantedExamples ofProperties() {
        return of(System.getProperty("play.contract.share", ""), System.getProperty("play.contract.changed", ""));
    }

    /**
     * @param share empty, or the turn and how many there are: {@code 1/3} to {@code 3/3}
     * @param changed paths of sources, with commas between
     * @throws IllegalArgumentException where the share is none
     */
    static WantedExamples of(String share, String changed) {
        Set<String> sources = new TreeSet<>(Arrays.asList(changed.split(",")));
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

    /** @param number of the example among all, so that those of one module are spread over the turns */
    boolean wants(TaskModule<?> module, int number) {
        return number % turns == turn - 1 || changed.stream().anyMatch(source -> concerns(source, module));
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
