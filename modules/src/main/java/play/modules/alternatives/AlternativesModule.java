package play.modules.alternatives;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import play.files.Steps;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.RequiredIf;
import play.param.RequiredOneOf;

/** What a name such as editor stands for, by update-alternatives. */
public final class AlternativesModule implements Resource<AlternativesModule.Params> {
    /** As Ansible has them. */
    public enum State {
        PRESENT,
        SELECTED,
        AUTO,
        ABSENT
    }

    /** What is chosen along with an alternative. */
    public record Subcommand(
            @Doc("Its name.") @Matches(value = "[^-/\\s.][^/\\s]*", expected = "a name without slashes and blanks")
            String name,

            @Doc("What it stands for.") @HostPath String path,

            @Doc("Path by which it is called.") @HostPath String link) {}

    @RequiredOneOf({"path", "family"})
    @RequiredIf(when = "state", is = "absent", needs = "path")
    public record Params(
            @Doc("The name, such as editor or java.")
            @Matches(value = "[^-/\\s.][^/\\s]*", expected = "a name without slashes and blanks")
            String name,

            @Doc("What it is to stand for, or can.") @HostPath
            Optional<String> path,

            @Doc("Path by which it is called: /usr/bin/editor. Needed where the name is new.") @HostPath
            Optional<String> link,

            @Doc("The highest is taken where nobody chose. Without, it stays as it is; what is new gets 50.")
            Optional<Integer> priority,

            @Doc("Family that is chosen, where chkconfig has the alternatives; or that the path comes to be of.")
            @Matches(value = "[^-@\\s][^@\\s]*", expected = "the name of a family")
            Optional<String> family,

            @Doc("selected: the name stands for it. present: it can be chosen. auto: the same, and the highest"
                    + " priority is taken. absent: it can no longer be chosen.")
            @Default("selected")
            State state,

            @Doc("What is chosen along with it: all there is, where given.") @Alias("slaves")
            Optional<List<Subcommand>> subcommands) {
        private StateKey<LinkGroup> key() {
            return LinkGroups.at(name);
        }

        private String what() {
            return path.or(() -> family.map(text -> "the family " + text)).orElse("");
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "alternatives",
                    "Sets what a name stands for, by update-alternatives.",
                    Params.class,
                    AlternativesExamples.all())
            .alias("community.general.alternatives")
            .insteadOf(
                    new Program("update-alternatives", "\\s--(display|list|query|get-selections|config|all)\\b"),
                    new Program("alternatives", "\\s--(display|list|config)\\b"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.key()));
        params.path().map(Files::withoutDigest).ifPresent(keys::add);
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        List<Function<Knowledge, Plan>> steps = params.state() == State.ABSENT
                ? List.of(now -> Plan.on(now.of(params.key()), group -> remove(params, group)))
                : List.of(
                        now -> Plan.on(now.of(params.key()), group -> install(params, group, now)),
                        now -> Plan.on(now.of(params.key()), group -> choose(params, group)));
        return Steps.inOrder(known, steps);
    }

    private static Plan remove(Params params, LinkGroup group) {
        String path = params.path().orElse("");
        return group.choice(path).isEmpty()
                ? Plan.UNCHANGED
                : run(
                        "drop " + path + " for " + params.name(),
                        List.of("--remove", params.name(), path),
                        params,
                        new Turn(group, group.without(path)));
    }

    private static Plan install(Params params, LinkGroup group, Knowledge known) {
        if (params.family().isPresent() && group.kind() == LinkGroup.Kind.DPKG) {
            return new Plan.Rejected("the host's update-alternatives knows no families; name a 'path' instead");
        }
        if (params.path().isEmpty()) {
            String family = params.family().orElse("");
            return group.best(family).isPresent()
                    ? Plan.UNCHANGED
                    : new Plan.Rejected(params.name() + " can stand for nothing of the family " + family
                            + "; give 'path' and 'link' of something that is");
        }
        String path = params.path().get();
        Optional<Choice> there = group.choice(path);
        String link = params.link().orElse(group.link());
        Choice wanted = wanted(params, path, there);
        if (there.filter(wanted::equals).isPresent() && link.equals(group.link()) && sameLinks(params, group)) {
            return Plan.UNCHANGED;
        }
        if (link.isEmpty()) {
            return new Plan.Rejected("the host has no alternatives for " + params.name()
                    + "; give 'link', the path by which it is to be called");
        }
        return Plan.on(
                known.of(Files.withoutDigest(path)),
                (FileState file) -> file.present()
                        ? run(
                                (there.isPresent() ? "change " : "register ") + path + " for " + params.name(),
                                installing(params, wanted, link, links(params, group)),
                                params,
                                new Turn(group, group.with(wanted, link, links(params, group))))
                        : new Plan.Rejected("there is no " + path + ", so " + params.name() + " cannot stand for it"));
    }

    private static Choice wanted(Params params, String path, Optional<Choice> there) {
        SortedMap<String, String> subcommands = new TreeMap<>();
        params.subcommands()
                .ifPresentOrElse(
                        given -> given.forEach(one -> subcommands.put(one.name(), one.path())),
                        () -> there.ifPresent(choice -> subcommands.putAll(choice.subcommands())));
        return new Choice(
                path,
                params.priority()
                        .map(Integer::longValue)
                        .or(() -> there.map(Choice::priority))
                        .orElse(50L),
                params.family().or(() -> there.map(Choice::family)).orElse(""),
                subcommands,
                true);
    }

    /** Of the subcommands that are wanted, as given or as they are. */
    private static SortedMap<String, String> links(Params params, LinkGroup group) {
        SortedMap<String, String> links = new TreeMap<>();
        params.subcommands()
                .ifPresentOrElse(
                        given -> given.forEach(one -> links.put(one.name(), one.link())),
                        () -> links.putAll(group.links()));
        return links;
    }

    private static boolean sameLinks(Params params, LinkGroup group) {
        return links(params, group).entrySet().stream()
                .allMatch(link -> link.getValue().equals(group.links().get(link.getKey())));
    }

    private static List<String> installing(Params params, Choice wanted, String link, SortedMap<String, String> links) {
        List<String> words = new ArrayList<>(
                List.of("--install", link, params.name(), wanted.path(), String.valueOf(wanted.priority())));
        if (!wanted.family().isEmpty()) {
            words.addAll(List.of("--family", wanted.family()));
        }
        wanted.subcommands().forEach((name, path) -> words.addAll(List.of("--slave", links.get(name), name, path)));
        return words;
    }

    private static Plan choose(Params params, LinkGroup group) {
        if (params.state() == State.AUTO && group.manual()) {
            return run(
                    "let the highest priority choose for " + params.name(),
                    List.of("--auto", params.name()),
                    params,
                    new Turn(group, group.automatic()));
        }
        boolean sameFamily = params.family().isPresent()
                && group.choice(group.current()).map(Choice::family).equals(params.family());
        if (params.state() != State.SELECTED || sameFamily || params.path().equals(Optional.of(group.current()))) {
            return Plan.UNCHANGED;
        }
        String path = params.path()
                .or(() -> params.family().flatMap(group::best).map(Choice::path))
                .orElse("");
        return run(
                "choose " + params.what() + " for " + params.name(),
                List.of("--set", params.name(), params.path().or(params::family).orElse("")),
                params,
                new Turn(group, group.chosen(path)));
    }

    /** From what to what. */
    private record Turn(LinkGroup was, LinkGroup becomes) {
        List<String> touched() {
            List<String> paths = new ArrayList<>(LinkGroups.FOLDERS);
            paths.addAll(List.of("/etc/alternatives", "/var/log/alternatives.log"));
            for (LinkGroup group : List.of(was, becomes)) {
                if (group.present()) {
                    paths.add(group.link());
                    Collection<String> links = group.links().values();
                    paths.addAll(links);
                }
            }
            return paths;
        }
    }

    private static Plan run(String title, List<String> words, Params params, Turn turn) {
        Script script = Script.of("PATH=$PATH:/usr/sbin:/sbin\n"
                + "tool=$(command -v update-alternatives || command -v alternatives) || exit 1\n"
                + "\"$tool\" " + ShellWords.join(words) + "\n");
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        script,
                        List.of(
                                new Effect.Opaque(
                                        "links lead elsewhere after " + words.getFirst(),
                                        Reach.paths(turn.touched().toArray(String[]::new))),
                                new Effect.Sets<>(params.key(), turn.becomes()))));
    }
}
