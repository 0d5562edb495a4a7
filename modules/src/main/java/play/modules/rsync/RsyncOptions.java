package play.modules.rsync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.EitherPath;
import play.param.Range;

/** The parameters that say how rsync goes about it, and the options that they come to. */
public record RsyncOptions(
        @Doc("Whether directories are gone through and links, permissions, times, owners, groups, devices and"
                + " special files kept. Each of the following six says otherwise for one of these.")
        @Default("true")
        boolean archive,

        @Doc("Whether directories are gone through. Default: as archive.")
        Optional<Boolean> recursive,

        @Doc("Whether symbolic links are copied as links. Default: as archive.")
        Optional<Boolean> links,

        @Doc("Whether permissions are kept. Default: as archive.")
        Optional<Boolean> perms,

        @Doc("Whether times of modification are kept; without, and without checksum, every later run copies anew."
                + " Default: as archive.")
        Optional<Boolean> times,

        @Doc("Whether owners are kept, which only root can do. Default: as archive.")
        Optional<Boolean> owner,

        @Doc("Whether groups are kept. Default: as archive.")
        Optional<Boolean> group,

        @Doc("Whether what symbolic links lead to is copied instead of the links.") @Default("false")
        boolean copyLinks,

        @Doc("Whether directories are made, but not gone through.") @Default("false")
        boolean dirs,

        @Doc("Whether contents are compared, and not only sizes and times.") @Default("false")
        boolean checksum,

        @Doc("Whether contents are compressed on their way.") @Default("true")
        boolean compress,

        @Doc("Whether only what is there already is brought up to date.") @Default("false")
        boolean existingOnly,

        @Doc("Whether what dest has and src has not is removed, once all else is done. Needs recursive or dirs.")
        @Default("false")
        boolean delete,

        @Doc("Whether new files wait in a directory .~tmp~ beside their places until all are there. A run that is cut"
                + " short may leave that directory, and the next one goes on with it. With it, files named"
                + " .rsync-filter in directories of src say what is left out.")
        @Default("true")
        boolean delayUpdates,

        @Doc("Whether a file that has come in part is kept, so that a later run goes on with it.") @Default("false")
        boolean partial,

        @Doc("Directories beside dest, absolute paths or from ~ on, in which a file that is the same is hard-linked"
                + " instead of copied.")
        @Default("[]")
        List<EitherPath> linkDest,

        @Doc("Seconds without any news after which rsync gives up; 0: never.")
        @Default("0")
        @Range(from = 0, to = Integer.MAX_VALUE)
        int rsyncTimeout,

        @Doc("More options of rsync, each with its words as a shell takes them apart: --exclude=.git.") @Default("[]")
        List<String> rsyncOpts) {
    /** Has rsync tell of files too of which only the link is new. */
    private static final String ALL_TOLD = "-ii";

    /** What is wrong with them whatever the host is like. */
    List<Binding.Fault> faults() {
        List<Binding.Fault> faults = new ArrayList<>();
        if (delete && !recursive.orElse(archive) && !dirs && rsyncOpts.isEmpty()) {
            faults.add(new Binding.Fault(
                    "delete",
                    "'delete' needs 'recursive' or 'dirs': rsync removes only in directories that it goes"
                            + " through. Add 'recursive: true'."));
        }
        rsyncOpts.stream()
                .flatMap(option -> RsyncWords.fault(option).stream())
                .forEach(why -> faults.add(new Binding.Fault("rsync_opts", "'rsync_opts' " + why + ".")));
        return faults;
    }

    /** Whether they change nothing but what stands at the destination and below it. */
    boolean stayInside() {
        return RsyncWords.stayInside(rsyncOpts);
    }

    /**
     * The words before the paths.
     *
     * @param linked the directories of link_dest, as they are where the files go
     */
    List<String> words(boolean check, List<String> linked) {
        List<String> words = new ArrayList<>();
        add(words, delayUpdates, "--delay-updates", "-F");
        add(words, compress, "--compress");
        add(words, rsyncTimeout > 0, "--timeout=" + rsyncTimeout);
        add(words, check, "--dry-run");
        add(words, delete, "--delete-after");
        add(words, existingOnly, "--existing");
        add(words, checksum, "--checksum");
        add(words, copyLinks, "--copy-links");
        add(words, archive, "--archive");
        kept().forEach((name, wanted) -> wanted.filter(value -> value != archive)
                .ifPresent(value -> words.add((value ? "--" : "--no-") + name)));
        add(words, dirs, "--dirs");
        rsyncOpts.forEach(option -> words.addAll(RsyncWords.of(option)));
        add(words, partial, "--partial");
        add(words, !linkDest.isEmpty(), "--hard-links", ALL_TOLD);
        linked.forEach(path -> words.add("--link-dest=" + path));
        return List.copyOf(words);
    }

    private static void add(List<String> words, boolean wanted, String... more) {
        if (wanted) {
            words.addAll(List.of(more));
        }
    }

    /** What archive is for, each with what is wished of it alone. */
    private Map<String, Optional<Boolean>> kept() {
        Map<String, Optional<Boolean>> kept = new LinkedHashMap<>();
        kept.put("recursive", recursive);
        kept.put("links", links);
        kept.put("perms", perms);
        kept.put("times", times);
        kept.put("owner", owner);
        kept.put("group", group);
        return kept;
    }
}
