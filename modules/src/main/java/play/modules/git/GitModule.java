package play.modules.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
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
import play.param.Called;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Range;
import play.param.RequiredIf;
import play.value.Unknown;

/** A repository of git at a version. */
public final class GitModule implements Resource<GitModule.Params> {
    static final String DEFAULT = "HEAD";
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

        StateKey<Checkout> checkout() {
            return checkout(false);
        }

        private StateKey<Checkout> before() {
            return checkout(true);
        }

        private StateKey<Checkout> checkout(boolean before) {
            Optional<String> versionOfBare = bare ? Optional.of(version) : Optional.empty();
            return new Checkout.Family(access, remote, versionOfBare, before, options.trackSubmodules()).key(path());
        }

        StateKey<RemoteCommit> commit() {
            return new RemoteCommit.Family(access, url()).key(version);
        }

        Optional<StateKey<GitPlace>> place() {
            return options.separateGitDir().map(any -> new GitPlace.Family(access).key(path()));
        }

        Optional<StateKey<Submodules>> submodules() {
            return options.trackSubmodules() && recursive
                    ? Optional.of(new Submodules.Family(access).key(path()))
                    : Optional.empty();
        }

        Archiving.Source source() {
            return new Archiving.Source(access, path(), bare ? version : DEFAULT);
        }

        Optional<StateKey<Archived>> archived() {
            return archiving.key(source());
        }

        private boolean hasPlaces() {
            return archiving.archive().isPresent() || options.separateGitDir().isPresent();
        }

        boolean isCommit() {
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
        return new GitPlan(params, known).plan();
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
