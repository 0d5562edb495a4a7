package play.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/**
 * A directory that is to be there, with every directory above it. Those that are made on the way get the same
 * attributes, as Ansible's {@code file} gives them; a symbolic link to a directory is one.
 *
 * @param path absolute
 */
public record WantedDirectory(String path, WantedAttributes attributes) {
    private static final int NEW_DIRECTORY = 0777;

    public WantedDirectory {
        path = Paths.clean(path);
    }

    /** What must be known to plan it. */
    public List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>();
        Paths.ancestors(path).forEach(above -> keys.add(Files.withoutDigest(above)));
        keys.add(Files.withoutDigest(path));
        keys.addAll(attributes.probes());
        return keys;
    }

    /** What is still to be asked before it can be planned. */
    public Optional<Plan> asking(Knowledge known) {
        List<StateKey<?>> unseen =
                probes().stream().filter(key -> !known.has(key)).toList();
        return unseen.isEmpty() ? Optional.empty() : Optional.of(new Plan.Needs(unseen));
    }

    public Plan plan(Knowledge known) {
        return ResolvedPath.plan(path, known, (at, found) -> switch (found) {
            case FileState.Absent absent -> create(at, known);
            case FileState.Directory directory -> bring(at, directory, known);
            case FileState other ->
                new Plan.Rejected(at + " is " + other.described() + ", not a directory; remove it first");
        });
    }

    private Plan bring(String at, FileState.Directory present, Knowledge known) {
        FileState.Directory after = attributes.over(present, known);
        String differing = WantedAttributes.differing(present, after);
        return differing.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change("set " + differing + " of " + at, new Action.SetAttributes(at, after));
    }

    private Plan create(String at, Knowledge known) {
        if (!at.equals(path)) {
            return new Plan.Rejected(
                    path + " is a link to " + at + ", which is not there; remove the link or make " + at);
        }
        return Plan.on(known.of(Identity.KEY), self -> create(self, known));
    }

    private Plan create(Identity self, Knowledge known) {
        List<Action> actions = new ArrayList<>();
        FileState within = FileState.ABSENT;
        for (String above : Paths.ancestors(path)) {
            switch (ResolvedPath.follow(above, known)) {
                case ResolvedPath.Ask(var next) -> {
                    return new Plan.Needs(List.of(next));
                }
                case ResolvedPath.Unknown(String why) -> {
                    return new Plan.Undetermined(why);
                }
                case ResolvedPath.Refused(String why) -> {
                    return new Plan.Rejected(why);
                }
                case ResolvedPath.At(String at, FileState.Directory directory) -> within = directory;
                case ResolvedPath.At(String at, FileState.Absent absent)
                when at.equals(above) -> {
                    FileState.Directory made =
                            new FileState.Directory(attributes.freshIn(within, self, NEW_DIRECTORY, known));
                    actions.add(new Action.MakeDirectory(above, made));
                    within = made;
                }
                case ResolvedPath.At(String at, FileState other) -> {
                    return new Plan.Rejected(
                            above + " is or leads to " + other.described() + ", so it cannot contain anything");
                }
            }
        }
        FileState.Directory after = new FileState.Directory(attributes.freshIn(within, self, NEW_DIRECTORY, known));
        actions.add(new Action.MakeDirectory(path, after));
        return new Plan.Change("create the directory " + path, actions);
    }
}
