package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.HoldingDirectory;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.Steps;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.FileScript;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;

/**
 * One more name of a file. Attributes are those of the file, so that all of its names get them.
 *
 * @param path the name that is wanted, absolute and clean
 * @param file a name that the file has; symbolic links are followed
 * @param force whether it takes the place of another file or of a directory
 */
record WantedHardLink(String path, String file, WantedAttributes attributes, boolean force) {
    /** A step that is planned for the file, by a name of its own. */
    @FunctionalInterface
    private interface AtFile {
        Plan plan(String at, FileState.Regular state);
    }

    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>(attributes.probes());
        keys.addAll(List.of(
                Files.withoutDigest(path),
                Files.withoutDigest(Paths.parent(path)),
                Files.withoutDigest(file),
                HardLink.at(path, file)));
        return keys;
    }

    Plan plan(Knowledge known) {
        return Steps.inOrder(
                known,
                List.of(
                        now -> onFile(now, (at, state) -> link(at, now)),
                        now -> onFile(now, (at, state) -> attributes(at, state, now))));
    }

    private Plan onFile(Knowledge known, AtFile step) {
        return ResolvedPath.plan(file, known, (at, found) -> switch (found) {
            case FileState.Regular state -> step.plan(at, state);
            case FileState.Absent absent ->
                new Plan.Rejected(at + " does not exist; state hard gives a file that is there one more name");
            case FileState other -> new Plan.Rejected(at + " is " + other.described() + "; only files have hard links");
        });
    }

    private Plan link(String at, Knowledge known) {
        StateKey<HardLink> key = HardLink.at(path, at);
        if (!known.has(key)) {
            return new Plan.Needs(List.of(key));
        }
        return switch (known.of(key)) {
            case Observed.Unknown<HardLink>(String why) -> new Plan.Undetermined(why);
            case Observed.Known<HardLink>(HardLink link, Certainty how) -> {
                boolean unsure = link.leads() == HardLink.Leads.UNSURE
                        || (how != Certainty.FORESEEN
                                && (ExistingPath.isForeseen(at, known) || ExistingPath.isForeseen(path, known)));
                yield switch (link.leads()) {
                    case ELSEWHERE -> make(at, link, known);
                    case TO_IT, UNSURE -> unsure ? byContent(at, link, known) : Plan.UNCHANGED;
                };
            }
        };
    }

    /** Names of one file that a dry run changes: whoever only sets attributes leaves what they hold the same. */
    private Plan byContent(String at, HardLink link, Knowledge known) {
        Optional<Plan> asking = asking(known, Files.at(at), Files.at(path));
        if (asking.isPresent()) {
            return asking.get();
        }
        Foreseen<String> one = held(at, known);
        Foreseen<String> other = held(path, known);
        return one instanceof Foreseen.Exactly<String> && other instanceof Foreseen.Exactly<String>
                ? (one.equals(other) ? Plan.UNCHANGED : make(at, link, known))
                : new Plan.Undetermined("whether " + path + " stays a name of " + at + " is known after the run");
    }

    private static Foreseen<String> held(String path, Knowledge known) {
        return known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState state, var how)
                ? switch (state) {
                    case FileState.Regular regular -> regular.sha256();
                    case FileState other -> new Foreseen.Exactly<>(other.described());
                }
                : new Foreseen.Later<>("what " + path + " holds is unknown");
    }

    private static Optional<Plan> asking(Knowledge known, StateKey<?>... keys) {
        List<StateKey<?>> missing =
                List.of(keys).stream().filter(key -> !known.has(key)).toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of(new Plan.Needs(missing));
    }

    private Plan make(String at, HardLink link, Knowledge known) {
        if (link.across()) {
            return new Plan.Rejected(path + " would be on another file system than " + at
                    + ", where a file has no further names; use state: link, or copy");
        }
        return asking(known, Files.at(at))
                .orElseGet(() -> Plan.on(known.of(Files.at(at)), now -> {
                    Action action = action(at, link, now);
                    return Plan.on(known.of(Files.withoutDigest(path)), there -> inPlace(there, action, known));
                }));
    }

    private Plan inPlace(FileState there, Action link, Knowledge known) {
        String title = "make " + path + " a name of " + file;
        return switch (there) {
            case FileState.Absent absent ->
                HoldingDirectory.of(path, known).orElseGet(() -> new Plan.Change(title, link));
            case FileState.Symlink other -> new Plan.Change(title + ", in place of " + other.described(), link);
            case FileState other
            when !force ->
                new Plan.Rejected(path + " is " + other.described() + " of its own; force: true replaces it");
            case FileState.Directory directory ->
                ReplacedDirectory.unlessFilled(
                        path,
                        known,
                        () -> new Plan.Change(
                                title + ", in place of a directory", List.of(new Action.Remove(path), link)));
            case FileState other -> new Plan.Change(title + ", in place of " + other.described(), link);
        };
    }

    private Action action(String at, HardLink link, FileState now) {
        return new Action.Run(
                "link " + path + " to the file " + at,
                Script.of(FileScript.enter(path) + FileScript.hardLink(at, link.file())),
                List.of(
                        new Effect.Sets<>(Files.at(path), now),
                        new Effect.Sets<>(HardLink.at(path, at), link.now(HardLink.Leads.TO_IT))));
    }

    /** Set by both names that are known: the second finds them right, and each is foreseen and read back. */
    private Plan attributes(String at, FileState.Regular present, Knowledge known) {
        FileState after = attributes.over(present, known);
        String differing = WantedAttributes.differing(present, after);
        return differing.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change(
                        "set " + differing + " of " + at + ", which is " + path + " too",
                        at.equals(path)
                                ? List.of(new Action.SetAttributes(at, after))
                                : List.of(new Action.SetAttributes(at, after), new Action.SetAttributes(path, after)));
    }
}
