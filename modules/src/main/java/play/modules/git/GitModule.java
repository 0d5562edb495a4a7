package play.modules.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Called;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Range;
import play.param.RequiredIf;
import play.value.Foreseen;
import play.value.Unknown;

/** A repository of git at a version. */
public final class GitModule implements Resource<GitModule.Params> {
    private static final String DEFAULT = "HEAD";
    private static final String COMMIT = "[0-9a-f]{40}|[0-9a-f]{64}";

    @MutuallyExclusive({"accept_hostkey", "accept_newhostkey"})
    @RequiredIf(when = "clone", is = "true", needs = "dest")
    public record Params(
            @Doc("Where it is cloned from: a URL, or a path on the host.")
            @Alias("name")
            @Matches(value = "[^-\\s][^\\n]*", expected = "a URL or a path")
            String repo,

            @Doc("Path of the directory on the host. Needed unless clone is false; without, the server is asked for the"
                    + " commit of the version, and nothing else is done.")
            @HostPath
            Optional<String> dest,

            @Doc("Branch, tag or commit; HEAD is the default branch of the server.")
            @Default(DEFAULT)
            @Matches(
                    value = "[^-\\s:^~?*\\[\\\\][^\\s:^~?*\\[\\\\]*",
                    expected = "the name of a branch or tag, or a commit")
            String version,

            @Doc("Name of the remote.")
            @Default("origin")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_./-]*", expected = "the name of a remote")
            String remote,

            @Doc("Whether changes of files that git tracks are thrown away; with some and without it the task fails.")
            @Default("false")
            boolean force,

            @Doc("How many commits are fetched; all without.") @Range(from = 1, to = Integer.MAX_VALUE)
            Optional<Integer> depth,

            @Doc("Whether a repository that is not there is cloned.") @Default("true") @Called("clone")
            boolean cloned,

            @Doc("Whether one that is there is brought to the version.") @Default("true")
            boolean update,

            @Doc("Whether it is one without a working tree.") @Default("false")
            boolean bare,

            @Doc("Whether submodules come with it.") @Default("true")
            boolean recursive,

            @Doc("Whether only the branch or tag is cloned.") @Default("false")
            boolean singleBranch,

            @Inline GitOptions options,
            @Inline Archiving archiving,
            @Inline GitAccess access) {
        String path() {
            return Paths.clean(dest.orElseThrow());
        }

        /** Of a path git takes less than of a URL: it fetches all of it, whatever depth is asked for. */
        String url() {
            return repo.startsWith("/") ? "file://" + repo : repo;
        }

        private StateKey<Checkout> checkout() {
            return checkout(false);
        }

        private StateKey<Checkout> before() {
            return checkout(true);
        }

        private StateKey<Checkout> checkout(boolean before) {
            Optional<String> versionOfBare = bare ? Optional.of(version) : Optional.empty();
            return new Checkout.Family(access, remote, versionOfBare, before, options.trackSubmodules()).key(path());
        }

        private StateKey<RemoteCommit> commit() {
            return new RemoteCommit.Family(access, url()).key(version);
        }

        private Optional<StateKey<GitPlace>> place() {
            return options.separateGitDir().map(any -> new GitPlace.Family(access).key(path()));
        }

        private Optional<StateKey<Submodules>> submodules() {
            return options.trackSubmodules() && recursive
                    ? Optional.of(new Submodules.Family(access).key(path()))
                    : Optional.empty();
        }

        private Archiving.Source source() {
            return new Archiving.Source(access, path(), bare ? version : DEFAULT);
        }

        private Optional<StateKey<Archived>> archived() {
            return archiving.key(source());
        }

        private boolean hasPlaces() {
            return archiving.archive().isPresent() || options.separateGitDir().isPresent();
        }

        private boolean isCommit() {
            return version.matches(COMMIT);
        }
    }

    record Result(
            @Doc("Commit that was there before; null where there was none.")
            Object before,

            @Doc("Commit that is there now; with clone: false the one that would be.")
            Object after,

            @Doc("Whether the remote had another URL before.")
            boolean remoteUrlChanged) {}

    private static final String MADE = """
            git init -q /srv/origin && cd /srv/origin
            git config user.email a@example.com && git config user.name a
            echo 1 >a && git add a && git commit -qm one && git tag one
            """;

    private static final String YAML = "repo: /srv/origin\ndest: /srv/copy\nversion: one\n";

    private static final String GIT = "- package: {name: git}\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "git",
                    "Clones a repository of git, and brings it to a version.",
                    Params.class,
                    new Example("absent", MADE, YAML).after(GIT),
                    new Example(
                                    "drifted",
                                    MADE + "echo 2 >a; git commit -qam two\n"
                                            + "git clone -q file:///srv/origin /srv/copy; echo 3 >/srv/copy/a\n",
                                    YAML + "force: true\n")
                            .after(GIT),
                    new Example("right", MADE + "git clone -q file:///srv/origin /srv/copy", YAML).after(GIT))
            .returns(Result.class)
            .asInAnsible()
            .insteadOf(new Program("git", "git\\s+(-\\S+\\s+)*(?!clone|pull|fetch|checkout|reset)\\w"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        if (params.dest().isEmpty()) {
            return List.of(params.commit());
        }
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.checkout(), params.before()));
        params.place().ifPresent(keys::add);
        params.submodules().ifPresent(keys::add);
        params.archived().ifPresent(keys::add);
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.dest().isEmpty()) {
            return Plan.on(
                    known.of(params.commit()), commit -> isMissing(params, commit) ? missing(params) : Plan.UNCHANGED);
        }
        Plan repository = repository(params, known);
        return params.archived().isEmpty() ? repository : archived(params, repository, known);
    }

    /** The archive is made anew of whatever the repository has then. */
    private static Plan archived(Params params, Plan repository, Knowledge known) {
        Action making = params.archiving().making(params.source());
        return switch (repository) {
            case Plan.Change change -> {
                List<Action> all = new ArrayList<>(change.actions());
                all.add(making);
                yield new Plan.Change(change.title(), all);
            }
            case Plan.Unchanged unchanged ->
                Plan.on(
                        known.of(params.archived().orElseThrow()),
                        found -> found == Archived.SAME
                                        || known.of(params.checkout())
                                                instanceof Observed.Known<Checkout>(Checkout.Missing none, var how)
                                ? Plan.UNCHANGED
                                : new Plan.Change("archive " + params.path(), making));
            case Plan.Needs needs -> needs;
            case Plan.Undetermined undetermined -> undetermined;
            case Plan.Rejected rejected -> rejected;
        };
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (params.dest().isEmpty() && params.hasPlaces()) {
            return List.of(new Binding.Fault(
                    "dest", "archive and separate_git_dir need dest, the directory of the repository on the host"));
        }
        boolean unseen = params.bare() && params.options().verifyCommit();
        return unseen
                ? List.of(new Binding.Fault(
                        "verify_commit", "verify_commit looks at what is checked out; with bare: true nothing is"))
                : List.of();
    }

    private static Plan repository(Params params, Knowledge known) {
        return Plan.on(known.of(params.checkout()), found -> switch (found) {
            case Checkout.Missing(boolean room)
            when !room ->
                new Plan.Rejected(params.path() + " is there and holds something that is no repository of git;"
                        + " remove it first");
            case Checkout.Missing missing -> params.cloned() ? cloned(params, known) : asked(params, known);
            case Checkout.Present present -> params.update() ? updated(params, present, known) : Plan.UNCHANGED;
        });
    }

    /** Nothing is cloned; the result says what would be. */
    private static Plan asked(Params params, Knowledge known) {
        return known.has(params.commit()) ? Plan.UNCHANGED : new Plan.Needs(List.of(params.commit()));
    }

    /** Where the server can't be asked yet, git says in the run what is wrong. */
    private static Plan cloned(Params params, Knowledge known) {
        if (!known.has(params.commit())) {
            return new Plan.Needs(List.of(params.commit()));
        }
        return switch (known.of(params.commit())) {
            case Observed.Unknown<RemoteCommit>(String why)
            when params.isCommit() ->
                change("clone", params, GitScripts.cloning(params, RemoteCommit.Kind.NONE), exactly(params.version()));
            case Observed.Unknown<RemoteCommit>(String why) -> new Plan.Undetermined(why);
            case Observed.Known<RemoteCommit>(RemoteCommit commit, var how) ->
                isMissing(params, commit)
                        ? missing(params)
                        : change("clone", params, GitScripts.cloning(params, commit.kind()), wanted(params, commit));
        };
    }

    private static Plan updated(Params params, Checkout.Present present, Knowledge known) {
        if (present.modified() && !params.force()) {
            return new Plan.Rejected("files in " + params.path() + " were changed that git tracks;"
                    + " force: true throws the changes away");
        }
        boolean same = !present.modified() && present.url().equals(params.url()) && isAsideRight(params, known);
        if (same && present.commit().is(params.version())) {
            return Plan.UNCHANGED;
        }
        if (!known.has(params.commit())) {
            return new Plan.Needs(List.of(params.commit()));
        }
        return Plan.on(known.of(params.commit()), commit -> {
            if (isMissing(params, commit)) {
                return missing(params);
            }
            Foreseen<String> wanted = wanted(params, commit);
            boolean abbreviated = commit.kind() == RemoteCommit.Kind.NONE
                    && present.commit() instanceof Foreseen.Exactly<String>(String head)
                    && head.startsWith(params.version());
            return same && (abbreviated || (wanted instanceof Foreseen.Exactly && wanted.equals(present.commit())))
                    ? Plan.UNCHANGED
                    : change("update", params, GitScripts.updating(params, commit.kind()), wanted);
        });
    }

    /** What there is beside the commit is as it is wanted. */
    private static boolean isAsideRight(Params params, Knowledge known) {
        boolean placed = params.place().isEmpty()
                || (known.of(params.place().get())
                                instanceof Observed.Known<GitPlace>(GitPlace(String directory), var how)
                        && directory.equals(params.options()
                                .separateGitDir()
                                .map(Paths::clean)
                                .orElse("")));
        boolean latest = params.submodules().isEmpty()
                || (known.of(params.submodules().get())
                                instanceof Observed.Known<Submodules>(Submodules(boolean behind), var sure)
                        && !behind);
        return placed && latest;
    }

    /** What is no name of the server can only be a commit. */
    private static boolean isMissing(Params params, RemoteCommit commit) {
        return !commit.present() && !params.version().matches("[0-9a-f]{4,64}");
    }

    private static Plan missing(Params params) {
        return new Plan.Rejected("there is no branch and no tag " + params.version() + " in " + params.repo());
    }

    private static Foreseen<String> wanted(Params params, RemoteCommit commit) {
        if (params.isCommit()) {
            return exactly(params.version());
        }
        return commit.present()
                ? exactly(commit.commit())
                : new Foreseen.Later<>("which commit " + params.version() + " is shows once it is fetched");
    }

    private static Foreseen<String> exactly(String commit) {
        return new Foreseen.Exactly<>(commit);
    }

    private static Plan change(String verb, Params params, Script script, Foreseen<String> commit) {
        String title = verb + " " + params.path();
        Checkout after = new Checkout.Present(commit, false, params.url(), head(params, commit));
        List<Effect> effects = new ArrayList<>(List.of(
                new Effect.Opaque(
                        "what is in the repository is known after the run",
                        params.options()
                                .separateGitDir()
                                .map(apart -> Reach.paths(params.path(), apart))
                                .orElseGet(() -> Reach.paths(params.path()))),
                new Effect.Sets<>(params.checkout(), after)));
        params.place().ifPresent(key -> effects.add(1, new Effect.Sets<>(key, place(params))));
        params.submodules().ifPresent(key -> effects.add(1, new Effect.Sets<>(key, new Submodules(false))));
        return new Plan.Change(title, new Action.Run(title, script, effects));
    }

    private static GitPlace place(Params params) {
        return new GitPlace(params.options().separateGitDir().map(Paths::clean).orElse(""));
    }

    private static Foreseen<String> head(Params params, Foreseen<String> commit) {
        if (!params.bare()) {
            return Checkout.Present.NO_OTHER;
        }
        return params.version().equals(DEFAULT)
                ? commit
                : new Foreseen.Later<>("where HEAD is shows once it is fetched");
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (params.dest().isEmpty()) {
            result.put("before", null);
            result.put("after", served(after.of(params.commit())));
            result.put("remote_url_changed", false);
            return result;
        }
        Observed<Checkout> was = after.of(params.before());
        result.put("before", commit(was));
        Observed<Checkout> is = after.of(params.checkout());
        boolean none = is instanceof Observed.Known<Checkout>(Checkout.Missing missing, var how);
        result.put("after", none && after.has(params.commit()) ? served(after.of(params.commit())) : commit(is));
        result.put(
                "remote_url_changed",
                was instanceof Observed.Known<Checkout>(Checkout.Present there, var how)
                        && !there.url().equals(params.url())
                        && params.update());
        return result;
    }

    private static @Nullable Object served(Observed<RemoteCommit> seen) {
        return switch (seen) {
            case Observed.Unknown<RemoteCommit>(String why) -> new Unknown(why);
            case Observed.Known<RemoteCommit>(RemoteCommit commit, var how) ->
                commit.present() ? commit.commit() : null;
        };
    }

    private static @Nullable Object commit(Observed<Checkout> seen) {
        return switch (seen) {
            case Observed.Unknown<Checkout>(String why) -> new Unknown(why);
            case Observed.Known<Checkout>(Checkout.Missing missing, var how) -> null;
            case Observed.Known<Checkout>(Checkout.Present there, var how) ->
                there.headOrCommit().orUnknown();
        };
    }
}
