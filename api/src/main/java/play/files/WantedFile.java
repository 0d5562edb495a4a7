package play.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Replacing;
import play.value.Content;
import play.value.Foreseen;

/**
 * A file that is to hold this content. A file that is there keeps the attributes the task does not name; a symbolic
 * link is replaced, as Ansible's {@code copy} does it.
 *
 * @param path absolute
 * @param replacing how it takes the place of what is there
 */
public record WantedFile(String path, Content content, WantedAttributes attributes, Replacing replacing) {
    private static final int NEW_FILE = 0666;

    public WantedFile {
        path = Paths.clean(path);
    }

    public WantedFile(String path, Content content, WantedAttributes attributes) {
        this(path, content, attributes, Replacing.WHOLE);
    }

    /** What must be known to plan it. */
    public List<StateKey<?>> probes() {
        List<StateKey<?>> keys =
                new ArrayList<>(List.of(Files.at(path), Files.withoutDigest(Paths.parent(path)), MountPoint.at(path)));
        keys.addAll(attributes.probes());
        return keys;
    }

    /**
     * What is still to be asked before it can be planned; whether a mount is in the way is asked along with the rest.
     */
    public Optional<Plan> asking(Knowledge known) {
        List<StateKey<?>> missing = probes().stream()
                .filter(key -> !known.has(key))
                .<StateKey<?>>map(key -> key)
                .toList();
        return missing.stream().allMatch(MountPoint.at(path)::equals)
                ? Optional.empty()
                : Optional.of(new Plan.Needs(missing));
    }

    /**
     * Create, replace, set attributes, or nothing; rejected where a directory is in the way or none is there to hold
     * it.
     */
    public Plan plan(Knowledge known) {
        return Plan.on(known.of(Files.at(path)), state -> switch (state) {
            case FileState.Absent absent -> create(known);
            case FileState.Regular regular -> notInPlace(bring(regular, known), known);
            case FileState.Symlink link ->
                HoldingDirectory.of(path, known).orElseGet(() -> write("replace the link " + path, known));
            case FileState.Directory directory ->
                new Plan.Rejected(path + " is a directory; remove it first, or name a file in it");
            case FileState.Special special ->
                new Plan.Rejected(path + " is " + special.described() + ", which is not replaced by a file");
        });
    }

    /** The plan where nothing is there. */
    public Plan create(Knowledge known) {
        return HoldingDirectory.of(path, known).orElseGet(() -> write("create " + path, known));
    }

    private Plan write(String title, Knowledge known) {
        return Plan.on(
                known.of(Identity.KEY), self -> write(title, attributes.freshIn(folder(known), self, NEW_FILE, known)));
    }

    private FileState folder(Knowledge known) {
        return ResolvedPath.follow(Paths.parent(path), known) instanceof ResolvedPath.At(String at, FileState folder)
                ? folder
                : FileState.ABSENT;
    }

    private Plan write(String title, FileState.Attributes after) {
        FileState.Regular state = new FileState.Regular(after, content.sha256(), content.size());
        return new Plan.Change(title, new Action.WriteFile(path, content, state, replacing));
    }

    /** Only attributes can be set of what no other file can take the place of. */
    private Plan notInPlace(Plan plan, Knowledge known) {
        boolean replaces = plan instanceof Plan.Change(String title, var actions)
                && actions.getFirst() instanceof Action.WriteFile;
        boolean mounted = known.has(MountPoint.at(path))
                && known.of(MountPoint.at(path)) instanceof Observed.Known<MountPoint>(MountPoint mount, var how)
                && mount.present();
        return replaces && mounted && !replacing.unsafeWrites()
                ? new Plan.Rejected(path
                        + " is a mount of its own, as in containers, so no other file can take its place;"
                        + " unsafe_writes: true, where the module has it, writes into it")
                : plan;
    }

    private Plan bring(FileState.Regular present, Knowledge known) {
        if (isForeseen(present)) {
            return attributes(present, known);
        }
        if (present.sha256() instanceof Foreseen.Later<String>(String reason)) {
            return new Plan.Undetermined("what " + path + " contains is unknown: " + reason);
        }
        return switch (content.sha256()) {
            case Foreseen.Later<String>(String reason)
            when !(content instanceof Content.Produced) ->
                new Plan.Undetermined("what " + path + " will contain is unknown: " + reason);
            // What is yet to be made can not be what is there already.
            case Foreseen.Later<String> later ->
                write(
                        "replace the content of " + path,
                        attributes.over(present, known).attributes());
            case Foreseen.Exactly<String> wanted
            when !wanted.equals(present.sha256()) ->
                write(
                        "replace the content of " + path,
                        attributes.over(present, known).attributes());
            case Foreseen.Exactly<String> same -> attributes(present, known);
        };
    }

    /**
     * An earlier task put the same product there: it is made once per run, so it is the same, whatever it will hold.
     */
    private boolean isForeseen(FileState.Regular present) {
        return content instanceof Content.Produced
                && content.size() instanceof Foreseen.Later<Long> later
                && later.equals(present.size())
                && content.sha256().equals(present.sha256());
    }

    private Plan attributes(FileState.Regular present, Knowledge known) {
        FileState.Regular after = attributes.over(present, known);
        String differing = WantedAttributes.differing(present, after);
        return differing.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change("set " + differing + " of " + path, new Action.SetAttributes(path, after));
    }
}
