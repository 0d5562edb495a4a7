package play.modules.files;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import play.files.Ownership;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.WantedAttributes;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileDigests.Algorithm;
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

/** A file of the host that is copied there; links to it are followed. */
record HostFile(String path) {
    HostFile {
        path = Paths.clean(path);
    }

    List<StateKey<?>> probes() {
        return List.of(Files.at(path), Files.withoutDigest(path), FileDigests.at(path, Algorithm.SHA1), Identity.KEY);
    }

    /** The plan that is made of the file. */
    Plan plan(Knowledge known, Function<Found, Plan> plan) {
        return ResolvedPath.plan(path, known, (at, found) -> switch (found) {
            case FileState.Regular seen -> found(at, known, plan);
            case FileState.Absent absent ->
                new Plan.Rejected(
                        at + " does not exist on the host (remote_src: false takes a file of the controller)");
            case FileState.Directory directory -> new Plan.Rejected(at + " is a directory, where a file is meant");
            case FileState other -> new Plan.Rejected(at + " is " + other.described() + ", which is not copied");
        });
    }

    private static Plan found(String at, Knowledge known, Function<Found, Plan> plan) {
        List<StateKey<?>> needed = List.of(Files.at(at), FileDigests.at(at, Algorithm.SHA1));
        return needed.stream().allMatch(known::has)
                ? Plan.on(
                        known.of(Files.at(at)),
                        state -> state instanceof FileState.Regular file
                                ? plan.apply(new Found(at, file, sha1(at, known)))
                                : new Plan.Undetermined(at + " changed while it was looked at"))
                : new Plan.Needs(needed);
    }

    private static Foreseen<String> sha1(String at, Knowledge known) {
        return switch (known.of(FileDigests.at(at, Algorithm.SHA1))) {
            case Observed.Unknown<FileDigest>(String reason) -> new Foreseen.Later<>(reason);
            case Observed.Known<FileDigest>(FileDigest.Missing none, var how) ->
                new Foreseen.Later<>(at + " changed while it was looked at");
            case Observed.Known<FileDigest>(FileDigest.Untold(String reason), var how) -> new Foreseen.Later<>(reason);
            case Observed.Known<FileDigest>(FileDigest.Of(String hex), var how) -> new Foreseen.Exactly<>(hex);
        };
    }

    /** What the file holds, as far as it was asked for. */
    Optional<Content> content(Knowledge known) {
        return ResolvedPath.follow(path, known) instanceof ResolvedPath.At(String at, FileState.Regular seen)
                        && known.has(Files.at(at))
                        && known.has(FileDigests.at(at, Algorithm.SHA1))
                        && known.of(Files.at(at)) instanceof Observed.Known<FileState>(FileState.Regular file, var how)
                ? Optional.of(new Found(at, file, sha1(at, known)).content())
                : Optional.empty();
    }

    /** @param at where links end */
    record Found(String at, FileState.Regular state, Foreseen<String> sha1) {
        Content content() {
            return new Content.OnHost(at, state.sha256(), sha1, state.size());
        }

        Mode mode() {
            return state.attributes().mode() instanceof Foreseen.Exactly<Mode>(Mode mode) ? mode : new Mode(0600);
        }

        /**
         * Attributes of the copy, as Ansible gives them: what is new gets the usual ones; what takes the place of
         * something else belongs to who copies, with the source's mode, where the task asks for nothing else.
         */
        WantedAttributes attributes(String path, Placing placing, Knowledge known) {
            WantedAttributes wanted = placing.attributes(mode());
            return replaces(path, known)
                            && known.of(Identity.KEY) instanceof Observed.Known<Identity>(Identity self, var how)
                    ? new WantedAttributes(
                            new Ownership(
                                    wanted.ownership().owner().or(() -> Optional.of(self.user())),
                                    wanted.ownership().group().or(() -> Optional.of(self.group()))),
                            wanted.mode().or(() -> Optional.of(new WantedMode.Exactly(mode()))))
                    : wanted;
        }

        /** The same, but what is new has the source's mode too. */
        WantedAttributes likeSource(String path, Placing placing, Knowledge known) {
            WantedAttributes wanted = attributes(path, placing, known);
            boolean fresh = known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState there, var how)
                    && !there.present();
            return fresh
                    ? new WantedAttributes(
                            wanted.ownership(), wanted.mode().or(() -> Optional.of(new WantedMode.Exactly(mode()))))
                    : wanted;
        }

        private boolean replaces(String path, Knowledge known) {
            return known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState there, var how)
                    && (there instanceof FileState.Symlink
                            || (there instanceof FileState.Regular file
                                    && !file.sha256().equals(state.sha256())));
        }
    }
}
