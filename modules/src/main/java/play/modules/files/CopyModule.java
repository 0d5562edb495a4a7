package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.WantedAttributes;
import play.host.FileState;
import play.host.Knowledge;
import play.host.Mode;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.LocalFile;
import play.param.LocalFolder;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;
import play.param.PathSource;
import play.param.RequiredOneOf;
import play.value.Content;
import play.value.Foreseen;

/** A file or directory on the host like one on the controller or on the host, or a file with content of the task. */
public final class CopyModule implements Resource<CopyModule.Params> {
    @MutuallyExclusive({"src", "content"})
    @RequiredOneOf({"src", "content"})
    public record Params(
            @Doc("Path on the host; a directory, or a path that ends in a slash, takes the file under its"
                    + " own name.")
            @HostPath
            @Means(Meaning.DESTINATION)
            String dest,

            @Doc("File or directory on the controller, searched in the role's and the playbook's directory files; with"
                    + " remote_src a path on the host. A directory is copied into dest under its own name; if its name"
                    + " ends in a slash or is '.', only what is in it. What else dest holds stays.")
            Optional<PathSource> src,

            @Doc("Whether src is a path on the host; a link is followed. The copy of a file that was there"
                    + " with other content gets the mode of the source and belongs to who copies, unless mode, owner"
                    + " and group say otherwise.")
            @Default("false")
            @Means(Meaning.ON_HOST)
            boolean remoteSrc,

            @Doc("Content of the file; a mapping or list becomes JSON on one line.")
            Optional<Content> content,

            @Doc("Whether a src that is encrypted by ansible-vault is decrypted; what it holds is then shown nowhere.")
            @Default("true")
            @Means(Meaning.DECRYPTED)
            boolean decrypt,

            @Doc("SHA-1 of the content; the task fails where src holds something else.")
            @Matches(value = "[0-9a-fA-F]{40}", expected = "40 hex digits")
            Optional<String> checksum,

            @Doc("Permission bits of directories that are made; those that are there keep theirs.")
            Optional<WantedMode> directoryMode,

            @Doc("Whether links in a directory are followed; without, they are copied as links, as those are anyway"
                    + " that lead to nothing or in a circle. Those of a directory of the host must lead to something.")
            @Default("true")
            @Means(Meaning.LINKS_FOLLOWED)
            boolean localFollow,

            @Inline Placing placing) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "copy",
                    "Writes a file or directory on the host, from the controller, the host or the task itself.",
                    Params.class,
                    new Example("absent", "", "dest: /srv/motd\ncontent: |\n  welcome\nmode: '0640'\n"),
                    new Example(
                            "drifted",
                            "echo old >/srv/app.conf; chmod 600 /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
                    new Example(
                            "drifted mode only",
                            "printf 'a = 1\\n' >/srv/app.conf; chmod 600 /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
                    new Example(
                            "drifted: a relative mode",
                            "printf 'a = 1\\n' >/srv/app.conf; chmod 666 /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nowner: '0'\nmode: go-w\n"),
                    new Example(
                            "right",
                            "printf 'a = 1\\n' >/srv/app.conf; chmod 644 /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
                    new Example(
                            "absent: from the host",
                            "echo x >/srv/real; chmod 640 /srv/real; ln -s real /srv/alias",
                            "src: /srv/alias\nremote_src: true\ndest: /srv/made/\ndirectory_mode: '0750'\n"
                                    + "mode: preserve\nchecksum: 6fcf9dfbd479ed82697fee719b9f8c610a11ff2a\n"),
                    new Example(
                            "drifted: from the host",
                            "echo x >/srv/real; chmod 640 /srv/real; echo y >/srv/app.conf",
                            "src: /srv/real\nremote_src: true\ndest: /srv/app.conf\nbackup: true\n"),
                    new Example(
                            "drifted: where a link leads",
                            "echo old >/srv/other; ln -s other /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: mine\nfollow: true\n"),
                    new Example(
                            "absent: a directory of the host",
                            "mkdir -p /srv/from/a/empty; echo x >/srv/from/a/x; echo y >/srv/from/y; ln -s y"
                                    + " /srv/from/z",
                            "src: /srv/from\nremote_src: true\ndest: /srv/to\ndirectory_mode: '0750'\nmode: '0640'\n"),
                    new Example(
                            "drifted: what is in a directory of the host",
                            "mkdir -p /srv/from/a /srv/to/a; echo x >/srv/from/a/x; echo old >/srv/to/a/x; echo mine"
                                    + " >/srv/to/mine",
                            "src: /srv/from/\nremote_src: true\ndest: /srv/to\n"),
                    new Example(
                            "drifted: with an attribute",
                            "echo old >/srv/app.conf; chattr +d /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: mine\nattributes: +d\n"),
                    new Example(
                            "a link is replaced",
                            "echo other >/srv/other; ln -s other /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: mine\n"))
            .returns(FileResult.OfDest.class)
            .asInAnsible()
            .insteadOf(new Program("cp"), new Program("cat", "^[^>]*$"), new Program("tee"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        if (params.src().orElse(null) instanceof PathSource.Folder(LocalFolder folder)) {
            return copied(params).of(folder).probes();
        }
        List<StateKey<?>> keys =
                new ArrayList<>(destination(params).probes(params.placing().ownership()));
        onHost(params).ifPresent(file -> keys.addAll(file.probes()));
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (params.src().isEmpty() && params.dest().endsWith("/")) {
            return List.of(new Binding.Fault(
                    "dest", "content has no name of its own: dest must name a file, not a directory"));
        }
        return params.src().flatMap(src -> CopiedFolder.unnamed(name(src)).or(() -> fault(params, src))).stream()
                .map(what -> new Binding.Fault("src", what))
                .toList();
    }

    private static Optional<String> fault(Params params, PathSource src) {
        return switch (src) {
            case PathSource.OnController file -> Optional.empty();
            case PathSource.Folder folder ->
                params.checksum().map(any -> "checksum is that of a file, and src is a directory");
            case PathSource.OnHost(String path) ->
                path.matches(Paths.ABSOLUTE)
                        ? Optional.empty()
                        : Optional.of("src must be a path on the host, not '" + path + "'; `get_url` fetches");
        };
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (params.src().orElse(null)) {
            case PathSource.Folder(LocalFolder folder) ->
                copied(params).of(folder).plan(known);
            case PathSource.OnHost(String path) ->
                isFolder(path, known) ? folderOfHost(params, path, known) : fileOfHost(params, path, known);
            case PathSource.OnController(LocalFile file) -> file(params, file.content(), file.mode(), known);
            // Content of the task has no file; what stands for one is its user's alone.
            case null -> file(params, params.content().orElseThrow(), new Mode(0600), known);
        };
    }

    private static Plan file(Params params, Content content, Mode mode, Knowledge known) {
        return checked(params, content)
                .orElseGet(() -> destination(params)
                        .plan(known, (path, now) -> params.placing().plan(path, content, mode, now)));
    }

    private static boolean isFolder(String path, Knowledge known) {
        return ResolvedPath.follow(Paths.clean(path), known)
                instanceof ResolvedPath.At(String at, FileState.Directory directory);
    }

    private static Plan folderOfHost(Params params, String path, Knowledge known) {
        return params.checksum().isPresent()
                ? new Plan.Rejected("checksum is that of a file, and " + path + " is a directory")
                : copied(params).plan(path, known);
    }

    private static Plan fileOfHost(Params params, String path, Knowledge known) {
        Placing placing = params.placing();
        return new HostFile(path)
                .plan(
                        known,
                        found -> checked(params, found.content())
                                .orElseGet(() -> destination(params)
                                        .plan(
                                                known,
                                                (to, now) -> placing.plan(
                                                        to,
                                                        found.content(),
                                                        found.attributes(placing.at(to, now), placing, now),
                                                        now))));
    }

    /** What is wrong with the content. */
    private static Optional<Plan> checked(Params params, Content content) {
        return params.checksum()
                .filter(wanted -> content.sha1() instanceof Foreseen.Exactly<String>(String held)
                        && !held.equals(wanted.toLowerCase(Locale.ROOT)))
                .map(wanted -> new Plan.Rejected("what is to be copied has the SHA-1 "
                        + content.sha1().orUnknown() + ", not that of checksum: " + wanted));
    }

    private static Optional<HostFile> onHost(Params params) {
        return params.src()
                .flatMap(src -> src instanceof PathSource.OnHost(String path)
                        ? Optional.of(new HostFile(path))
                        : Optional.empty());
    }

    private static WantedAttributes fresh(Params params) {
        return new WantedAttributes(params.placing().ownership(), params.directoryMode());
    }

    private static CopiedFolder copied(Params params) {
        return new CopiedFolder(params.dest(), fresh(params), params.placing(), params.localFollow());
    }

    private static Destination destination(Params params) {
        Optional<String> name = params.src().map(CopyModule::name);
        return new Destination(params.dest(), name.map(Paths::name), fresh(params));
    }

    private static String name(PathSource src) {
        return switch (src) {
            case PathSource.OnController(LocalFile file) -> file.name();
            case PathSource.Folder(LocalFolder folder) -> folder.name();
            case PathSource.OnHost(String path) -> path;
        };
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Optional<PathSource> src = params.src();
        boolean folder = src.filter(from -> from instanceof PathSource.Folder
                        || (from instanceof PathSource.OnHost(String path) && isFolder(path, after)))
                .isPresent();
        if (folder) {
            return FileResult.of("dest", copied(params).base(name(src.orElseThrow())), after);
        }
        String path = params.placing().at(destination(params).path(after), after);
        Optional<Content> content = switch (src.orElse(null)) {
            case PathSource.OnController(LocalFile file) -> Optional.of(file.content());
            case PathSource.OnHost(String from) -> new HostFile(from).content(after);
            case PathSource.Folder from -> Optional.empty();
            case null -> params.content();
        };
        return content.map(held -> FileResult.of("dest", path, held, after))
                .orElseGet(() -> FileResult.of("dest", path, after));
    }
}
