package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.files.Paths;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;

/**
 * What has to be done so that chosen members stand below a directory. A dry run knows each of them.
 *
 * @param dest an existing directory
 * @param keepNewer whether files that were written later than the archive's are left as they are
 */
record Unpacking(String dest, List<MemberChoice.Chosen> chosen, WantedAttributes attributes, boolean keepNewer) {
    private static final int NEW_FILE = 0666;
    private static final int NEW_DIRECTORY = 0777;

    /** A file that has to be taken out of the archive. */
    record Placed(String member, String path, FileState.Regular after) {
        Effect effect() {
            return new Effect.Sets<>(Files.at(path), after);
        }
    }

    /** The steps; {@code files} need the archive, {@code before} and {@code after} do not. */
    record Steps(List<Action> before, List<Placed> files, List<Action> after) {}

    /** Every path that must be known. */
    List<StateKey<?>> probes() {
        Set<String> paths = new LinkedHashSet<>(directories());
        chosen.forEach(one -> paths.add(Paths.join(dest, one.below())));
        List<StateKey<?>> keys = new ArrayList<>(paths.stream().map(Files::at).toList());
        if (keepNewer) {
            paths.forEach(path -> keys.add(FileTimes.at(path)));
        }
        keys.addAll(attributes.probes());
        keys.add(RealPath.of(dest));
        return keys;
    }

    /** Directories above members, whether or not the archive has them as members. */
    private List<String> directories() {
        Set<String> directories = new LinkedHashSet<>();
        for (MemberChoice.Chosen one : chosen) {
            Paths.ancestors("/" + one.below()).forEach(above -> directories.add(Paths.join(dest, above)));
            if (one.member().state() instanceof FileState.Directory) {
                directories.add(Paths.join(dest, one.below()));
            }
        }
        return directories.stream().sorted().toList();
    }

    Steps steps(Knowledge known) throws Hindered {
        Identity self = known(Identity.KEY, known);
        Inside inside = new Inside(dest, known);
        List<Action> before = new ArrayList<>();
        for (String directory : directories()) {
            inside.directory(directory);
            makeDirectory(directory, self, known).ifPresent(before::add);
        }
        List<Placed> files = new ArrayList<>();
        List<Action> after = new ArrayList<>();
        for (MemberChoice.Chosen one : chosen) {
            String path = Paths.join(dest, one.below());
            checkName(one);
            switch (one.member().state()) {
                case FileState.Regular wanted when isKept(path, one.member(), known) -> {}
                case FileState.Regular wanted ->
                    place(new Placed(one.member().path(), path, wanted), self, known, files, after);
                case FileState.Symlink(String target) -> {
                    inside.link(path, target);
                    link(path, target, known).ifPresent(after::add);
                }
                case FileState.Directory directory -> {}
                case FileState.Absent absent -> {}
                case FileState.Special special ->
                    throw new Hindered(new Plan.Rejected("the archive holds a " + special.kind() + ", "
                            + one.member().path() + ", which is not unpacked"));
            }
        }
        return new Steps(before, files, after);
    }

    /** What an earlier task of a dry run writes is newer than anything. */
    private boolean isKept(String path, Archive.Member member, Knowledge known) throws Hindered {
        return keepNewer
                && known(Files.at(path), known) instanceof FileState.Regular
                && (ExistingPath.isForeseen(path, known)
                        || (known(FileTimes.at(path), known) instanceof FileTimes.Of(var access, var written)
                                && written instanceof Foreseen.Exactly<Long>(Long there)
                                && there > member.modified()));
    }

    private static void checkName(MemberChoice.Chosen one) throws Hindered {
        if (one.member().path().indexOf('\uFFFD') >= 0) {
            throw new Hindered(new Plan.Rejected("the archive holds a member whose name is not UTF-8, "
                    + one.member().path() + "; leave it out with `exclude`"));
        }
        if (List.of(one.below().split("/", -1)).stream().anyMatch(part -> part.equals("..") || part.isEmpty())) {
            throw new Hindered(new Plan.Rejected("the archive holds a member that leads out of it, "
                    + one.member().path()));
        }
    }

    private Optional<Action> makeDirectory(String path, Identity self, Knowledge known) throws Hindered {
        return switch (known(Files.at(path), known)) {
            case FileState.Directory directory -> Optional.empty();
            case FileState.Symlink mayLeadToOne -> Optional.empty();
            case FileState.Absent absent ->
                Optional.of(new Action.MakeDirectory(
                        path, new FileState.Directory(mode(path, known).fresh(self, true, NEW_DIRECTORY, known))));
            case FileState other -> throw inTheWay(path, other, "a directory");
        };
    }

    /** The archive's mode for a directory that is a member of its own. */
    private WantedAttributes mode(String directory, Knowledge known) {
        return chosen.stream()
                .filter(one -> Paths.join(dest, one.below()).equals(directory))
                .findFirst()
                .map(one -> wanted(one.member().state(), known))
                .orElse(attributes);
    }

    /** The archive's mode, or what the task makes of it. */
    private WantedAttributes wanted(FileState member, Knowledge known) {
        boolean directory = member instanceof FileState.Directory;
        return new WantedAttributes(
                attributes.ownership(),
                member.attributesIfAny()
                        .flatMap(held -> held.mode() instanceof Foreseen.Exactly<Mode>(var mode)
                                        && attributes
                                                        .mode(mode, directory, known)
                                                        .orElse(held.mode())
                                                instanceof Foreseen.Exactly<Mode>(var exact)
                                ? Optional.of(new WantedMode.Exactly(exact))
                                : Optional.empty()));
    }

    private void place(Placed member, Identity self, Knowledge known, List<Placed> files, List<Action> after)
            throws Hindered {
        FileState.Regular wanted = member.after();
        switch (known(Files.at(member.path()), known)) {
            case FileState.Regular present
            when present.sha256().equals(wanted.sha256()) -> {
                FileState.Regular right = wanted(wanted, known).over(present, known);
                if (!right.equals(present)) {
                    after.add(new Action.SetAttributes(member.path(), right));
                }
            }
            case FileState.Regular present ->
                files.add(
                        with(member, wanted(wanted, known).over(present, known).attributes()));
            case FileState.Absent absent ->
                files.add(with(member, wanted(wanted, known).fresh(self, false, NEW_FILE, known)));
            case FileState.Symlink link ->
                files.add(with(member, wanted(wanted, known).fresh(self, false, NEW_FILE, known)));
            case FileState other -> throw inTheWay(member.path(), other, "a file");
        }
    }

    private static Placed with(Placed member, Attributes attributes) {
        FileState.Regular wanted = member.after();
        return new Placed(
                member.member(), member.path(), new FileState.Regular(attributes, wanted.sha256(), wanted.size()));
    }

    private static Optional<Action> link(String path, String target, Knowledge known) throws Hindered {
        return switch (known(Files.at(path), known)) {
            case FileState.Symlink(String held) when held.equals(target) -> Optional.empty();
            case FileState.Directory directory -> throw inTheWay(path, directory, "a link");
            case FileState other -> Optional.of(new Action.Link(path, target));
        };
    }

    private static Hindered inTheWay(String path, FileState there, String wanted) {
        return new Hindered(new Plan.Rejected(
                path + " is " + there.described() + ", where the archive has " + wanted + "; remove it first"));
    }

    static <S extends play.host.HostState> S known(StateKey<S> key, Knowledge known) throws Hindered {
        return switch (known.of(key)) {
            case Observed.Known<S>(S state, var how) -> state;
            case Observed.Unknown<S>(String reason) -> throw new Hindered(new Plan.Undetermined(reason));
        };
    }
}
