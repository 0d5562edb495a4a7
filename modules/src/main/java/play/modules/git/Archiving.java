package play.modules.git;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.files.Paths;
import play.host.Effect;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.RequiredBy;

/** The archive that is made of a repository. */
@RequiredBy(value = "archive_prefix", needs = "archive")
public record Archiving(
        @Doc("Path on the host of an archive of what the repository has at the version. Its ending says its kind: zip,"
                + " tar, tar.gz or tgz.")
        @HostPath
        @Matches(value = ".+\\.(zip|tar|tar\\.gz|tgz)", expected = "a path that ends with .zip, .tar, .tar.gz or .tgz")
        Optional<String> archive,

        @Doc("What each path in the archive begins with, as app/.")
        Optional<String> archivePrefix) {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final String PACK = """
            pack() { g -C "$d" archive --format="$format" ${prefix:+--prefix="$prefix"} "$what"; }
            """;

    /**
     * A repository.
     *
     * @param what of it is meant: {@code HEAD}, or the version of one without a working tree
     */
    record Source(GitAccess access, String path, String what) {}

    /** Shell that defines {@code pack}, which writes the archive of the repository {@code $d} to its output. */
    String function(Source source) {
        String path = archive.orElse("");
        return source.access().function()
                + "d=" + ShellWords.quote(source.path())
                + "\nwhat=" + ShellWords.quote(source.what())
                + "\nformat=" + path.substring(path.endsWith(".tar.gz") ? path.length() - 6 : path.lastIndexOf('.') + 1)
                + "\nprefix=" + ShellWords.quote(archivePrefix.orElse("")) + "\n" + PACK;
    }

    Optional<StateKey<Archived>> key(Source source) {
        return archive.map(path -> new Archived.Family(source, this).key(Paths.clean(path)));
    }

    /** What makes the archive, unless it is there already. */
    Action making(Source source) {
        String path = Paths.clean(archive.orElse(""));
        Script script = Script.of(function(source) + "set -e\na=" + ShellWords.quote(path) + "\n" + """
                        new=$(mktemp "$a.XXXXXX")
                        trap 'rm -f -- "$new"' EXIT
                        pack >"$new"
                        chmod "$(printf %o $((0666 & ~$(umask))))" "$new"
                        mv -f -- "$new" "$a"
                        trap - EXIT
                        """)
                .within(LONGEST);
        return new Action.Run(
                "archive " + source.path() + " to " + path,
                script,
                List.of(
                        new Effect.Opaque("what is in the archive is known after the run", Reach.paths(path)),
                        new Effect.Sets<>(key(source).orElseThrow(), Archived.SAME)));
    }
}
