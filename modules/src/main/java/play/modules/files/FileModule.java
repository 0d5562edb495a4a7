package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.Steps;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.files.WantedDirectory;
import play.files.WantedFile;
import play.files.WantedLink;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Meaning;
import play.param.Means;
import play.param.NoEffect;
import play.param.RequiredIf;
import play.value.Content;

/** A file, directory or link that is to be there with these attributes, or not to be there at all. */
public final class FileModule implements Resource<FileModule.Params> {
    /** What is to stand at the path. */
    public enum State {
        FILE,
        DIRECTORY,
        LINK,
        HARD,
        ABSENT,
        TOUCH
    }

    @RequiredIf(when = "state", is = "hard", needs = "src")
    public record Params(
            @Doc("Path on the host.") @Alias({"dest", "name"}) @HostPath @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("State of the path: file, which something else creates; directory, created with its parents; a"
                    + " symbolic link; hard: one more name of the file src; nothing (what is there goes, with all below"
                    + " it); touch: a file, made empty where it is missing (its times are left alone unless a time"
                    + " is given). Without, what is there gets the attributes, be it a file or a directory; with"
                    + " recurse, a directory is wanted.")
            Optional<State> state,

            @Doc("Target of a link: absolute, or relative to the link; without, a link that is there stays as it is. Of"
                    + " a hard link, a file by an absolute path.")
            @HostPath(relative = true)
            Optional<String> src,

            @Inline WantedAttributes attributes,

            @Doc("For a directory: whether all below it gets the owner, group and mode too.") @Default("false")
            boolean recurse,

            @Doc("For a link: whether it takes the place of a file or an empty directory, and may lead to nothing;"
                    + " for a hard link, whether it takes the place of another file or of an empty directory.")
            @Default("false")
            boolean force,

            @Doc("Whether a link at the path is followed, and what it leads to gets the attributes; without, a link is"
                    + " an error, but with state: link it is given to owner and group itself; a mode does nothing then,"
                    + " for a link has none.")
            @Default("true")
            boolean follow,

            @Doc("Whether a file whose place no other can take is written where it stands.")
            @Default("false")
            @NoEffect("No content is written. Leave it out.")
            boolean unsafeWrites,

            @Inline FileLabels labels,
            @Inline WantedTimes times) {
        /** What is wanted at the path; a file, or whatever is there, where nothing is said. */
        State kind() {
            return state.orElse(recurse ? State.DIRECTORY : State.FILE);
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "file",
                    "Sets the state of a path: file attributes, a directory, a link, or nothing.",
                    Params.class,
                    new Example("absent", "", "path: /srv/a/b/c\nstate: directory\nmode: '0750'\n"),
                    new Example(
                            "drifted",
                            "mkdir /srv/a; chmod 700 /srv/a; chown daemon /srv/a",
                            "path: /srv/a\nstate: directory\nowner: root\nmode: '0755'\n"),
                    new Example("right", "mkdir -m 750 /srv/a", "path: /srv/a\nstate: directory\nmode: '0750'\n"),
                    new Example(
                            "drifted: a relative mode",
                            "mkdir -p /srv/a/b; echo x >/srv/a/c; chmod -R 777 /srv/a; chmod 666 /srv/a/c",
                            "path: /srv/a\nstate: directory\nmode: u=rwX,go=rX\nowner: 65534\nrecurse: true\n"),
                    new Example("link", "echo x >/srv/real", "path: /srv/alias\nstate: link\nsrc: real\n"),
                    new Example(
                            "link in place of a file",
                            "echo x >/srv/real; echo y >/srv/alias",
                            "path: /srv/alias\nstate: link\nsrc: /srv/real\nforce: true\n"),
                    new Example(
                            "link that is right",
                            "echo x >/srv/real; ln -s real /srv/alias",
                            "path: /srv/alias\nstate: link\nsrc: real\n"),
                    new Example(
                            "hard link",
                            "echo x >/srv/real; echo y >/srv/name",
                            "path: /srv/name\nstate: hard\nsrc: /srv/real\nforce: true\nmode: '0600'\n"),
                    new Example(
                            "hard link that is right",
                            "echo x >/srv/real; ln /srv/real /srv/name",
                            "path: /srv/name\nstate: hard\nsrc: /srv/real\n"),
                    new Example(
                            "link that is another's",
                            "echo x >/srv/real",
                            "path: /srv/alias\nstate: link\nsrc: real\nowner: daemon\nfollow: false\n"),
                    new Example(
                            "times",
                            "echo x >/srv/old",
                            "path: /srv/old\nstate: touch\nmodification_time: 02 Jan 2026\n"
                                    + "modification_time_format: '%d %b %Y'\n"),
                    new Example(
                            "attributes of the file system",
                            "echo x >/srv/log; chattr +A /srv/log",
                            "path: /srv/log\nattributes: a\n"),
                    new Example(
                            "directories with attributes",
                            "",
                            "path: /srv/a/b\nstate: directory\nattr: +d\nsetype: httpd_sys_content_t\n"),
                    new Example("touch", "", "path: /srv/empty\nstate: touch\nmode: '0600'\n"),
                    new Example("remove", "mkdir -p /srv/a/b; echo x >/srv/a/b/c", "path: /srv/a\nstate: absent\n"),
                    new Example(
                            "recurse",
                            "mkdir -p /srv/a/b; echo x >/srv/a/b/c; chown -R daemon /srv/a",
                            "path: /srv/a\nstate: directory\nowner: root\nrecurse: true\n"))
            .returns(FileResult.OfState.class)
            .asInAnsible()
            .insteadOf(
                    new Program("mkdir"),
                    new Program("rm"),
                    new Program("ln"),
                    new Program("touch"),
                    new Program("chmod"),
                    new Program("chown"),
                    new Program("chgrp"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        String path = Paths.clean(params.path());
        List<StateKey<?>> keys = new ArrayList<>(
                switch (params.kind()) {
                    case DIRECTORY -> directoryProbes(params);
                    case FILE, TOUCH -> existing(path, params).probes();
                    case ABSENT -> new WantedAbsence(path, true).probes();
                    case LINK -> linkProbes(path, params);
                    case HARD -> hardLink(path, params).probes();
                });
        keys.addAll(params.labels().probes(path));
        keys.add(Inodes.at(path));
        if (params.times().areAsked()) {
            keys.addAll(params.times().probes(path));
        }
        return keys;
    }

    private static List<StateKey<?>> directoryProbes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(directory(params).probes());
        if (params.recurse()) {
            keys.add(Subtree.probe(Paths.clean(params.path()), params.attributes()));
        }
        return keys;
    }

    private static List<StateKey<?>> linkProbes(String path, Params params) {
        List<StateKey<?>> keys =
                new ArrayList<>(List.of(Files.withoutDigest(path), Files.withoutDigest(Paths.parent(path))));
        params.src().ifPresent(src -> keys.add(Files.withoutDigest(Paths.target(path, src))));
        if (!params.attributes().equals(WantedAttributes.ANY)) {
            keys.addAll(params.attributes().probes());
            keys.add(LinkOwner.at(path));
        }
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return FileFaults.of(params);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        String path = Paths.clean(params.path());
        Plan plan = switch (params.kind()) {
            case DIRECTORY ->
                ExistingPath.refused(path, params.follow(), known).orElseGet(() -> directory(params, known));
            case FILE ->
                params.state().isPresent()
                        ? existing(path, params).planOfFile(known)
                        : existing(path, params).plan(known);
            case TOUCH -> touch(path, params, known);
            case ABSENT -> new WantedAbsence(path, true).plan(known);
            case LINK -> link(path, params, known);
            case HARD -> hardLink(path, params).plan(known);
        };
        return params.times().after(params.labels().after(plan, path, known), path, known);
    }

    private static Plan directory(Params params, Knowledge known) {
        WantedDirectory itself = directory(params);
        return params.recurse()
                ? Steps.inOrder(
                        known,
                        List.of(
                                itself::plan,
                                after -> Subtree.plan(Paths.clean(params.path()), params.attributes(), after)))
                : itself.plan(known);
    }

    private static Plan touch(String path, Params params, Knowledge known) {
        boolean missing =
                known.of(Files.withoutDigest(path)) instanceof Observed.Known<FileState>(FileState state, var how)
                        && !state.present();
        return missing
                ? file(path, params).create(known)
                : existing(path, params).plan(known);
    }

    private static Plan link(String path, Params params, Knowledge known) {
        WantedAttributes wanted = params.attributes();
        Plan link = params.src()
                .map(src -> link(path, new WantedLink(path, src, params.force()), known))
                .orElseGet(() -> kept(path, known));
        if (!(link instanceof Plan.Unchanged || link instanceof Plan.Change)) {
            return link;
        }
        if (wanted.equals(WantedAttributes.ANY)) {
            return link;
        }
        return Steps.inOrder(
                known,
                List.of(
                        now -> link,
                        now -> params.follow()
                                ? existing(path, params).plan(now)
                                : LinkOwner.plan(path, wanted.ownership(), link, known)));
    }

    private static Plan link(String path, WantedLink link, Knowledge known) {
        return link.force() ? ReplacedDirectory.unlessFilled(path, known, () -> link.plan(known)) : link.plan(known);
    }

    /** A link whose target nobody names. */
    private static Plan kept(String path, Knowledge known) {
        return Plan.on(
                known.of(Files.withoutDigest(path)),
                found -> found instanceof FileState.Symlink
                        ? Plan.UNCHANGED
                        : new Plan.Rejected(path + (found.present() ? " is no link" : " is not there")
                                + ", and without src nobody knows where a link would lead; name its target by src"));
    }

    private static WantedHardLink hardLink(String path, Params params) {
        return new WantedHardLink(path, Paths.clean(params.src().orElseThrow()), params.attributes(), params.force());
    }

    private static ExistingPath existing(String path, Params params) {
        return new ExistingPath(path, params.attributes(), params.follow());
    }

    private static WantedFile file(String path, Params params) {
        return new WantedFile(path, Content.of(""), params.attributes());
    }

    private static WantedDirectory directory(Params params) {
        return new WantedDirectory(params.path(), params.attributes());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        String path = Paths.clean(params.path());
        Map<String, @Nullable Object> result = FileResult.of("path", path, after);
        if (params.kind() == State.HARD && "file".equals(result.get("state"))) {
            result.put("state", "hard");
            result.put("src", params.src().orElseThrow());
        }
        if (params.kind() == State.LINK || params.kind() == State.HARD || params.kind() == State.TOUCH) {
            result.put("dest", path);
        }
        return result;
    }
}
