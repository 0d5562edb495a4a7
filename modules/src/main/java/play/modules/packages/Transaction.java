package play.modules.packages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import play.diag.Suggestions;
import play.host.HostState;

/** What a package manager says it would do. */
sealed interface Transaction extends HostState {
    /** It can be done. */
    record Feasible(List<Step> steps) implements Transaction {
        public Feasible {
            steps = List.copyOf(steps);
        }
    }

    /**
     * It cannot.
     *
     * @param words of the package manager
     * @param unknown packages it does not know
     * @param similar names that it knows, near the unknown ones
     */
    record Refused(String words, List<String> unknown, List<String> similar) implements Transaction {
        public Refused {
            unknown = List.copyOf(unknown);
            similar = List.copyOf(similar);
        }

        /** For a user of that manager, with what may help. */
        String explained(String manager) {
            String hints = unknown.stream()
                    .map(name -> Suggestions.hint(name, similar))
                    .filter(hint -> !hint.isEmpty())
                    .collect(Collectors.joining());
            String lists = unknown.isEmpty() || !hints.isEmpty()
                    ? ""
                    : " If the name is right, the host's package lists may be old or its sources incomplete;"
                            + " update_cache: true fetches new lists.";
            String more = hints + lists;
            String end = more.isEmpty() || words.matches("(?s).*[.!?]") ? "" : ".";
            // In Ansible's words, by which playbooks tell this failure from others.
            String what = unknown.isEmpty()
                    ? manager + " cannot do it"
                    : "No package matching '" + String.join("', '", unknown) + "' is available";
            return what + ": " + words + end + more;
        }
    }

    /**
     * One package of it.
     *
     * @param version what is there afterwards; none where the package goes
     */
    record Step(String name, Optional<String> version) {}

    /** Where nothing is to be done, whatever cannot be foreseen may leave something to do. */
    @Override
    default boolean present() {
        return !(this instanceof Feasible(List<Step> steps) && steps.isEmpty());
    }
}
