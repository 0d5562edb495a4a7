package play.modules.alternatives;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import play.host.HostState;

/**
 * What a name stands for, and what it could.
 *
 * @param kind of the program that keeps it
 * @param manual whether somebody chose; else the highest priority does
 * @param current path of what it stands for
 * @param link the path by which it is called
 * @param links those of its subcommands, by their names
 * @param choices by their paths, in order; none where there is no such name
 */
record LinkGroup(
        Kind kind, boolean manual, String current, String link, SortedMap<String, String> links, List<Choice> choices)
        implements HostState {
    /** Which program it is. */
    enum Kind {
        /** That of dpkg, which forgets what is no longer there. */
        DPKG,
        /** That of chkconfig, which knows families. */
        CHKCONFIG
    }

    LinkGroup {
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
        choices = choices.stream().sorted(Comparator.comparing(Choice::path)).toList();
    }

    static LinkGroup none(Kind kind) {
        return new LinkGroup(kind, false, "", "", new TreeMap<>(), List.of());
    }

    @Override
    public boolean present() {
        return !choices.isEmpty();
    }

    Optional<Choice> choice(String path) {
        return choices.stream().filter(choice -> choice.path().equals(path)).findFirst();
    }

    /** That of a family that is taken when it is chosen. */
    Optional<Choice> best(String family) {
        return best(choice -> choice.family().equals(family));
    }

    /** The first of those with the highest priority. */
    private Optional<Choice> best(Predicate<Choice> among) {
        return choices.stream().filter(among).reduce((one, other) -> other.priority() > one.priority() ? other : one);
    }

    /** With what is wanted in place of what has its path. */
    LinkGroup with(Choice wanted, String newLink, SortedMap<String, String> newLinks) {
        List<Choice> all = new ArrayList<>(kept(choice -> !choice.path().equals(wanted.path())));
        all.add(wanted);
        SortedMap<String, String> every = new TreeMap<>(links);
        every.putAll(newLinks);
        return new LinkGroup(kind, manual, current, newLink, every, all).settled();
    }

    LinkGroup without(String path) {
        return new LinkGroup(
                        kind,
                        manual,
                        current,
                        link,
                        links,
                        kept(choice -> !choice.path().equals(path)))
                .settled();
    }

    LinkGroup chosen(String path) {
        return new LinkGroup(kind, true, path, link, links, kept(choice -> true)).settled();
    }

    LinkGroup automatic() {
        return new LinkGroup(kind, false, current, link, links, kept(choice -> true)).settled();
    }

    private List<Choice> kept(Predicate<Choice> among) {
        return choices.stream()
                .filter(among)
                .filter(choice -> choice.there() || kind == Kind.CHKCONFIG)
                .toList();
    }

    /** As the program leaves it: what was chosen may be gone, and no choice may have a subcommand any more. */
    private LinkGroup settled() {
        boolean chosen = manual && choice(current).isPresent();
        return best(choice -> true)
                .map(best -> new LinkGroup(kind, chosen, chosen ? current : best.path(), link, used(), choices))
                .orElseGet(() -> none(kind));
    }

    private SortedMap<String, String> used() {
        SortedMap<String, String> used = new TreeMap<>(links);
        used.keySet()
                .removeIf(name -> choices.stream()
                        .noneMatch(choice -> choice.subcommands().containsKey(name)));
        return used;
    }
}
