package play.playbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The handlers of a play: one section per {@code handlers} list, those of roles before the play's own. Within a section
 * the first definition of a name wins, of the sections the last.
 */
public record Handlers(List<List<Handler>> sections) {
    public static final Handlers NONE = new Handlers(List.of());

    public Handlers {
        sections = sections.stream().map(List::copyOf).toList();
    }

    /** All, in the order they run. */
    public List<Handler> all() {
        return sections.stream().flatMap(List::stream).toList();
    }

    /** With the handlers of a role that came in while the play ran. */
    public Handlers and(List<Handler> section) {
        List<List<Handler>> more = new ArrayList<>(sections);
        more.add(section);
        return new Handlers(more);
    }

    /** The handlers that each use of a role before has brought, where it is taken in once more; none of a new one. */
    public List<Handler> former(Handler again) {
        return all().stream().filter(again::isWrittenAs).toList();
    }

    /** Without any that is written as one is. */
    public Handlers without(Handler one) {
        return new Handlers(sections.stream()
                .map(section -> section.stream()
                        .filter(handler -> !handler.isWrittenAs(one))
                        .toList())
                .toList());
    }

    /** What a notification means: the handler of that name, and all that listen to it; in the order they run. */
    public List<Handler> notified(String wanted) {
        Optional<Handler> named = named(wanted);
        Set<Handler> listening = listening(wanted);
        return all().stream()
                .filter(handler -> listening.contains(handler)
                        || named.filter(handler::equals).isPresent())
                .toList();
    }

    /** Of several with one name, as of a role that is taken in twice, only the one that a notification would mean. */
    private Set<Handler> listening(String wanted) {
        Set<Handler> listening = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<String> names = new HashSet<>();
        sections.reversed().stream()
                .flatMap(List::stream)
                .filter(handler -> handler.listensTo(wanted))
                .filter(handler -> handler.name().isEmpty() || names.add(handler.name()))
                .forEach(listening::add);
        return listening;
    }

    /** Every name and topic, for suggestions. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        all().forEach(handler -> {
            names.add(handler.name());
            names.addAll(handler.listen());
        });
        names.remove("");
        return names;
    }

    private Optional<Handler> named(String wanted) {
        return sections.reversed().stream()
                .flatMap(section -> section.stream()
                        .filter(handler -> handler.isNamed(wanted))
                        .limit(1))
                .findFirst();
    }
}
