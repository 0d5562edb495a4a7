package play.files;

import java.util.List;
import java.util.function.BiFunction;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Plan;
import play.value.Foreseen;

/** What is known to stand at a path, through symbolic links. */
public sealed interface ResolvedPath {
    /** The bit that lets all write into a folder. */
    int OTHERS_WRITE = 0002;

    /** How many links are followed, as many as the kernel does. */
    int LINKS = 40;

    /**
     * Known.
     *
     * @param path where the links end
     * @param state never a link
     */
    record At(String path, FileState state) implements ResolvedPath {}

    /** A link leads to a path nobody has asked for yet. */
    record Ask(StateKey<FileState> next) implements ResolvedPath {}

    record Unknown(String why) implements ResolvedPath {}

    /** It is not followed: links lead in a circle, or somebody else could lead them anywhere. */
    record Refused(String why) implements ResolvedPath {}

    /** Follows links from a path that has been asked for, as far as what is known goes. */
    static ResolvedPath follow(String path, Knowledge known) {
        return follow(path, known, LINKS);
    }

    /**
     * The plan for what stands where a path leads.
     *
     * @param there what to do about it, of the path where links end; it is never a link
     */
    static Plan plan(String path, Knowledge known, BiFunction<String, FileState, Plan> there) {
        return switch (follow(path, known)) {
            case Ask(var next) -> new Plan.Needs(List.of(next));
            case Unknown(String why) -> new Plan.Undetermined(why);
            case Refused(String why) -> new Plan.Rejected(why);
            case At(String at, FileState state) -> there.apply(at, state);
        };
    }

    private static ResolvedPath follow(String path, Knowledge known, int links) {
        StateKey<FileState> key = Files.withoutDigest(path);
        if (!known.has(key)) {
            return new Ask(key);
        }
        return switch (known.of(key)) {
            case Observed.Unknown<FileState>(String reason) -> new Unknown(reason);
            case Observed.Known<FileState>(FileState.Symlink link, var how)
            when links == 0 -> new Refused(path + " is a circular link");
            case Observed.Known<FileState>(FileState.Symlink(String target), var how) -> {
                ResolvedPath leads = follow(Paths.target(path, target), known, links - 1);
                yield leads instanceof At at && isRoot(known) ? trusted(path, at, known, links - 1) : leads;
            }
            case Observed.Known<FileState>(FileState state, var how) -> new At(path, state);
        };
    }

    /** What a link leads to, where only root can change the link, or else if it is theirs who can. */
    private static ResolvedPath trusted(String link, At leads, Knowledge known, int links) {
        if (Paths.parent(link).equals("/")) {
            return leads;
        }
        ResolvedPath folder = follow(Paths.parent(link), known, links);
        if (folder instanceof Ask) {
            return folder;
        }
        if (!(folder instanceof At(String at, FileState.Directory(FileState.Attributes held)))
                || (held.owner().is("root") && !isOpen(held))) {
            return leads;
        }
        ResolvedPath theirs = leads.state().present() ? leads : follow(Paths.parent(leads.path()), known, links);
        if (theirs instanceof Ask) {
            return theirs;
        }
        return !isOpen(held) && theirs instanceof At(String found, FileState state) && isOf(held.owner(), state)
                ? leads
                : new Refused(link + " is a link that others than root may lead anywhere, since they may change " + at
                        + ", and it leads to " + leads.path()
                        + ", which is not theirs; name the path it leads to, or give the directory to root");
    }

    private static boolean isOf(Foreseen<String> owner, FileState state) {
        return state.attributesIfAny().stream()
                .anyMatch(attributes -> attributes.owner().agrees(owner));
    }

    /** Only what root does for others can be abused by them. */
    private static boolean isRoot(Knowledge known) {
        return known.has(Identity.KEY)
                && known.of(Identity.KEY) instanceof Observed.Known<Identity>(Identity self, var how)
                && self.user().equals("root");
    }

    private static boolean isOpen(FileState.Attributes folder) {
        return folder.mode() instanceof Foreseen.Exactly<Mode>(Mode mode) && (mode.bits() & OTHERS_WRITE) != 0;
    }
}
