package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Optional<String> refusal = new GivenDirectory(Paths.parent(Paths.parent(path)))
                .refusal(known)
                .or(() -> inHomeOfAnother(known))
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
    private Optional<String> inHomeOfAnother(Knowledge known) {
        return known.of(Identity.KEY) instanceof Observed.Known<Identity>(Identity self, var how)
                        && !self.user().equals(user)
                        && !self.home().equals("/")
                        && isBelow(self.home())
                        && !isOwn()
                ? Optional.of(path + " is in the home of " + self.user() + ", and keys there would let " + user
                        + " in as " + self.user() + "; leave path out, or write path: ~" + user
                        + path.substring(Paths.clean(self.home()).length()))
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
        return switch (ResolvedPath.follow(path, known)) {
            case ResolvedPath.Ask(var next) -> new Plan.Needs(List.of(next));
            case ResolvedPath.Unknown(String why) -> new Plan.Undetermined(why);
            case ResolvedPath.Refused(String why) -> new Plan.Rejected(why);
            case ResolvedPath.At(String at, FileState state) -> {
                WantedFile file = file(at, text);
                yield file.asking(known).orElseGet(() -> file.plan(known));
            }
        };
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
