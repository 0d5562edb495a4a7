package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.files.GivenDirectory;
import play.files.Ownership;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.WantedAttributes;
import play.files.WantedDirectory;
import play.files.WantedFile;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.Plan;
import play.value.Content;
import play.value.Foreseen;

/**
 * The file with a user's keys, which is the user's alone.
 *
 * @param path clean
 * @param home the user's; nothing where it is known after the run
 */
record KeyFile(String path, String user, String group, Optional<String> home) {
    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>(file(path, "").probes());
        keys.addAll(directory().probes());
        keys.add(Identity.KEY);
        return keys;
    }

    /**
     * The directory; what it stands in must be there.
     *
     * @param managed whether it is to be the user's alone; nothing where the task leaves that open
     */
    Plan place(Optional<Boolean> managed, Knowledge known) {
        List<StateKey<?>> unseen = List.copyOf(
                owners(known).stream().filter(owner -> !known.has(owner)).toList());
        if (!unseen.isEmpty()) {
            return new Plan.Needs(unseen);
        }
        Optional<String> refusal = new GivenDirectory(Paths.parent(Paths.parent(path)))
                .refusal(known)
                .or(() -> inHomeOfWhoRuns(known))
                .or(() -> inHomeOfOwner(known))
                .or(() -> managed.isPresent() ? Optional.empty() : foreign(known));
        if (refusal.isPresent()) {
            return new Plan.Rejected(refusal.get());
        }
        return managed.orElse(true) || isMissing(known) ? directory().plan(known) : Plan.UNCHANGED;
    }

    private boolean isMissing(Knowledge known) {
        return known.of(Files.withoutDigest(Paths.parent(path)))
                        instanceof Observed.Known<FileState>(FileState there, var how)
                && !there.present();
    }

    /** With {@code become}, {@code ~} is root's home: a file there that is the user's would let them in as root. */
    private Optional<String> inHomeOfWhoRuns(Knowledge known) {
        return known.of(Identity.KEY) instanceof Observed.Known<Identity>(Identity self, var how)
                ? inHomeOf(self.user(), self.home())
                : Optional.empty();
    }

    private Optional<String> inHomeOfOwner(Knowledge known) {
        return owners(known).stream()
                .flatMap(owner -> known.of(owner) instanceof Observed.Known<UserState>(UserState.Present there, var how)
                                && there.home() instanceof Foreseen.Exactly<String>(String at)
                        ? inHomeOf(owner.id(), at).stream()
                        : Stream.empty())
                .findFirst();
    }

    private Optional<String> inHomeOf(String other, String theirs) {
        return !other.equals(user) && !theirs.equals("/") && isBelow(theirs) && !isOwn()
                ? Optional.of(path + " is in the home of " + other + ", and keys there would let " + user
                        + " in as " + other + "; leave path out, or write path: ~" + user
                        + path.substring(Paths.clean(theirs).length()))
                : Optional.empty();
    }

    /** Others than the user and root whose directory, or one above, the file is in. */
    private List<StateKey<UserState>> owners(Knowledge known) {
        String directory = Paths.parent(path);
        return Stream.of(directory, Paths.parent(directory))
                .flatMap(at -> owner(at, known).stream())
                .filter(owner -> !owner.equals(user) && !owner.equals("root"))
                .distinct()
                .map(Users::at)
                .toList();
    }

    private static Optional<String> owner(String directory, Knowledge known) {
        return ResolvedPath.follow(directory, known)
                                instanceof ResolvedPath.At(String at, FileState.Directory(FileState.Attributes held))
                        && held.owner() instanceof Foreseen.Exactly<String>(String owner)
                ? Optional.of(owner)
                : Optional.empty();
    }

    /** What is somebody else's is not given away unless the task says so. */
    private Optional<String> foreign(Knowledge known) {
        String directory = Paths.parent(path);
        boolean others = ResolvedPath.follow(directory, known)
                        instanceof ResolvedPath.At(String at, FileState.Directory(FileState.Attributes held))
                && !held.owner().is(user);
        return others && !isOwn()
                ? Optional.of(directory + " is not " + user + "'s, and would be given to them alone; say manage_dir:"
                        + " false, which leaves it as it is, or manage_dir: true")
                : Optional.empty();
    }

    private boolean isOwn() {
        return home.isPresent() && isBelow(home.get());
    }

    private boolean isBelow(String directory) {
        return path.startsWith(Paths.clean(directory) + "/");
    }

    Plan write(String text, boolean follow, Knowledge known) {
        if (!follow) {
            return file(path, text).plan(known);
        }
        return ResolvedPath.plan(path, known, (at, state) -> {
            WantedFile file = file(at, text);
            return file.asking(known).orElseGet(() -> file.plan(known));
        });
    }

    private WantedFile file(String at, String text) {
        return new WantedFile(at, Content.of(text), attributes(0600));
    }

    private WantedDirectory directory() {
        return new WantedDirectory(Paths.parent(path), attributes(0700));
    }

    private WantedAttributes attributes(int mode) {
        return new WantedAttributes(
                new Ownership(Optional.of(user), Optional.of(group)),
                Optional.of(new WantedMode.Exactly(new Mode(mode))));
    }
}
