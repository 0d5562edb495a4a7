package play.modules.git;

import java.util.ArrayList;
import java.util.List;
import play.files.Paths;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;

/** What has to be done so that a repository is as it is wanted. */
record GitPlan(GitModule.Params params, Knowledge known) {
    Plan plan() {
        if (params.dest().isEmpty()) {
            return Plan.on(known.of(params.commit()), commit -> isMissing(commit) ? missing() : Plan.UNCHANGED);
        }
        Plan repository = repository();
        return params.archived().isEmpty() ? repository : archived(repository);
    }

    /** The archive is made anew of whatever the repository has then. */
    private Plan archived(Plan repository) {
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

    private Plan repository() {
        return Plan.on(known.of(params.checkout()), found -> switch (found) {
            case Checkout.Missing(boolean room)
            when !room ->
                new Plan.Rejected(params.path() + " is there and holds something that is no repository of git;"
                        + " remove it first");
            case Checkout.Missing missing -> params.cloned() ? cloned() : asked();
            case Checkout.Present present -> params.update() ? updated(present) : Plan.UNCHANGED;
        });
    }

    /** Nothing is cloned; the result says what would be. */
    private Plan asked() {
        return known.has(params.commit()) ? Plan.UNCHANGED : new Plan.Needs(List.of(params.commit()));
    }

    /** Where the server can't be asked yet, git says in the run what is wrong. */
    private Plan cloned() {
        if (!known.has(params.commit())) {
            return new Plan.Needs(List.of(params.commit()));
        }
        return switch (known.of(params.commit())) {
            case Observed.Unknown<RemoteCommit>(String why)
            when params.isCommit() ->
                change("clone", GitScripts.cloning(params, RemoteCommit.Kind.NONE), exactly(params.version()));
            case Observed.Unknown<RemoteCommit>(String why) -> new Plan.Undetermined(why);
            case Observed.Known<RemoteCommit>(RemoteCommit commit, var how) ->
                isMissing(commit)
                        ? missing()
                        : change("clone", GitScripts.cloning(params, commit.kind()), wanted(commit));
        };
    }

    private Plan updated(Checkout.Present present) {
        if (present.modified() && !params.force()) {
            return new Plan.Rejected("files in " + params.path() + " were changed that git tracks;"
                    + " force: true throws the changes away");
        }
        boolean same = !present.modified() && present.url().equals(params.url()) && isAsideRight();
        if (same && present.commit().is(params.version())) {
            return Plan.UNCHANGED;
        }
        if (!known.has(params.commit())) {
            return new Plan.Needs(List.of(params.commit()));
        }
        return Plan.on(known.of(params.commit()), commit -> {
            if (isMissing(commit)) {
                return missing();
            }
            Foreseen<String> wanted = wanted(commit);
            boolean abbreviated = commit.kind() == RemoteCommit.Kind.NONE
                    && present.commit() instanceof Foreseen.Exactly<String>(String head)
                    && head.startsWith(params.version());
            return same && (abbreviated || (wanted instanceof Foreseen.Exactly && wanted.equals(present.commit())))
                    ? Plan.UNCHANGED
                    : change("update", GitScripts.updating(params, commit.kind()), wanted);
        });
    }

    /** What there is beside the commit is as it is wanted. */
    private boolean isAsideRight() {
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
    private boolean isMissing(RemoteCommit commit) {
        return !commit.present() && !params.version().matches("[0-9a-f]{4,64}");
    }

    private Plan missing() {
        return new Plan.Rejected("there is no branch and no tag " + params.version() + " in " + params.repo());
    }

    private Foreseen<String> wanted(RemoteCommit commit) {
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

    private Plan change(String verb, Script script, Foreseen<String> commit) {
        String title = verb + " " + params.path();
        Checkout after = new Checkout.Present(commit, false, params.url(), head(commit));
        List<Effect> effects = new ArrayList<>(List.of(
                new Effect.Opaque(
                        "what is in the repository is known after the run",
                        params.options()
                                .separateGitDir()
                                .map(apart -> Reach.paths(params.path(), apart))
                                .orElseGet(() -> Reach.paths(params.path()))),
                new Effect.Sets<>(params.checkout(), after)));
        params.place().ifPresent(key -> effects.add(1, new Effect.Sets<>(key, place())));
        params.submodules().ifPresent(key -> effects.add(1, new Effect.Sets<>(key, new Submodules(false))));
        return new Plan.Change(title, new Action.Run(title, script, effects));
    }

    private GitPlace place() {
        return new GitPlace(params.options().separateGitDir().map(Paths::clean).orElse(""));
    }

    private Foreseen<String> head(Foreseen<String> commit) {
        if (!params.bare()) {
            return Checkout.Present.NO_OTHER;
        }
        return params.version().equals(GitModule.DEFAULT)
                ? commit
                : new Foreseen.Later<>("where HEAD is shows once it is fetched");
    }
}
