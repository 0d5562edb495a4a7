package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.ResolvedPath;
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
import play.module.Action;
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
import play.param.Matches;
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
        ABSENT,
        TOUCH
    }

    @RequiredIf(when = "state", is = "link", needs = "src")
    public record Params(
            @Doc("Absolute path on the host.") @Alias({"dest", "name"}) @HostPath @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("State of the path: file, which something else creates; directory, created with its parents; a"
                    + " symbolic link; nothing (what is there goes, with all below it); touch: a file, made empty"
                    + " where it is missing (its times are left alone).")
            @Default("file")
            State state,

            @Doc("Target of a link: absolute, or relative to the link.") @HostPath(relative = true)
            Optional<String> src,

            @Inline WantedAttributes attributes,

            @Doc("For a directory: whether all below it gets the owner, group and mode too.") @Default("false")
            boolean recurse,

            @Doc("For a link: whether it takes the place of a file or directory, and may lead to nothing.")
            @Default("false")
            boolean force,

            @Doc("Whether links are followed where attributes are set.")
            @Default("true")
            @NoEffect("Attributes are set of what a link leads to, and state: link and absent look at the link itself."
                    + " Leave it out.")
            boolean follow,

            @Doc("preserve: the time of the last access is left alone, as it is without this.")
            @Default("preserve")
            @Matches(value = FileModule.PRESERVE, expected = FileModule.TIMES)
            String accessTime,

            @Doc("preserve: the time of the last change is left alone, as it is without this.")
            @Default("preserve")
            @Matches(value = FileModule.PRESERVE, expected = FileModule.TIMES)
            String modificationTime) {}

    static final String PRESERVE = "preserve";

    /** What to tell where another time is asked for. */
    static final String TIMES =
            "preserve, since a time that is set anew is a change with each run: write `command: touch"
                    + " -d TIME PATH` with changed_when";

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
                    new Example("touch", "", "path: /srv/empty\nstate: touch\nmode: '0600'\n"),
                    new Example("remove", "mkdir -p /srv/a/b; echo x >/srv/a/b/c", "path: /srv/a\nstate: absent\n"),
                    new Example(
                            "recurse",
                            "mkdir -p /srv/a/b; echo x >/srv/a/b/c; chown -R daemon /srv/a",
                            "path: /srv/a\nstate: directory\nowner: root\nrecurse: true\n"))
            .returns(FileResult.OfPath.class)
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
        return switch (params.state()) {
            case DIRECTORY -> directoryProbes(params);
            case FILE, TOUCH -> attributeProbes(path, params);
            case ABSENT -> List.of(Files.withoutDigest(path));
            case LINK -> linkProbes(path, params);
        };
    }

    private static List<StateKey<?>> attributeProbes(String path, Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.attributes().probes());
        keys.add(Files.withoutDigest(path));
        keys.add(Files.withoutDigest(Paths.parent(path)));
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
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.state() == State.ABSENT && Paths.clean(params.path()).equals("/")
                ? List.of(new Binding.Fault("path", "the root directory is not removed"))
                : List.of();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        String path = Paths.clean(params.path());
        return switch (params.state()) {
            case DIRECTORY -> directory(params, known);
            case FILE -> existing(path, params, known);
            case TOUCH -> touch(path, params, known);
            case ABSENT -> new WantedAbsence(path, true).plan(known);
            case LINK -> new WantedLink(path, params.src().orElseThrow(), params.force()).plan(known);
        };
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

    private static Plan existing(String path, Params params, Knowledge known) {
        return switch (ResolvedPath.follow(path, known)) {
            case ResolvedPath.Ask(var next) -> new Plan.Needs(List.of(next));
            case ResolvedPath.Unknown(String why) -> new Plan.Undetermined(why);
            case ResolvedPath.Refused(String why) -> new Plan.Rejected(why);
            case ResolvedPath.At(String at, FileState state) -> attributes(at, state, params.attributes(), known);
        };
    }

    private static Plan attributes(String at, FileState state, WantedAttributes wanted, Knowledge known) {
        return switch (state) {
            case FileState.Regular regular -> set(at, regular, wanted.over(regular, known));
            case FileState.Directory directory -> set(at, directory, wanted.over(directory, known));
            case FileState.Absent absent ->
                new Plan.Rejected(at
                        + " does not exist; state file only sets attributes (state touch creates an empty file, copy "
                        + "one with content)");
            case FileState.Special special when wanted.equals(WantedAttributes.ANY) -> Plan.UNCHANGED;
            case FileState other ->
                new Plan.Rejected(at + " is " + other.described() + ", whose attributes are not set");
        };
    }

    private static Plan set(String at, FileState present, FileState after) {
        String differing = WantedAttributes.differing(present, after);
        return differing.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change("set " + differing + " of " + at, new Action.SetAttributes(at, after));
    }

    private static Plan touch(String path, Params params, Knowledge known) {
        boolean missing =
                known.of(Files.withoutDigest(path)) instanceof Observed.Known<FileState>(FileState state, var how)
                        && !state.present();
        return missing ? file(path, params).create(known) : existing(path, params, known);
    }

    private static WantedFile file(String path, Params params) {
        return new WantedFile(path, Content.of(""), params.attributes());
    }

    private static WantedDirectory directory(Params params) {
        return new WantedDirectory(params.path(), params.attributes());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return FileResult.of("path", Paths.clean(params.path()), after);
    }
}
