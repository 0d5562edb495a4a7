package play.modules.git;

import java.time.Duration;
import java.util.Locale;
import play.host.Script;
import play.host.ShellWords;

/** What is run on a host to bring a repository to a version. */
final class GitScripts {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Goes to {@code $v}, which is of {@code $kind}, once it was fetched. */
    private static final String SWITCH = """
        switch() {
          [ -z "$refspec" ] || g fetch -q --force $depth "$remote" "$refspec"
          case $kind in
          default)
            g remote set-head "$remote" --auto >/dev/null
            b=$(g symbolic-ref --short "refs/remotes/$remote/HEAD")
            track "${b#"$remote"/}" ;;
          branch) track "$v" ;;
          tag)
            signed "refs/tags/$v"
            g checkout -q --force --detach "refs/tags/$v" ;;
          *)
            g cat-file -e "$v^{commit}" 2>/dev/null || g fetch -q $depth "$remote" "$v" ||
              { echo "there is no branch, tag or commit $v in $repo" >&2; exit 1; }
            signed "$v"
            g checkout -q --force --detach "$v" ;;
          esac
        }
        track() {
          signed "refs/remotes/$remote/$1"
          g checkout -q --force -B "$1" "refs/remotes/$remote/$1"
          g config --get-all "remote.$remote.fetch" | grep -qxF -e "+refs/heads/*:refs/remotes/$remote/*" \
            -e "+refs/heads/$1:refs/remotes/$remote/$1" || g remote set-branches --add "$remote" "$1"
          g branch -q --set-upstream-to="$remote/$1" "$1"
        }
        submodules() {
          if [ "$recursive" = true ] && [ -f .gitmodules ]; then
            g submodule -q sync --recursive
            g submodule -q update --init --recursive $latest $1
          fi
        }
        """;

    /** Takes words that say which branches come. */
    private static final String CLONE = """
        mkdir -p -- "$(dirname -- "$dest")"
        if [ "$bare" = true ]; then
          g clone -q --bare --origin "$remote" $depth ${reference:+--reference "$reference"} "$@" -- "$repo" "$dest"
          [ -z "$refspec" ] || g -C "$dest" fetch -q --force $depth "$remote" "$refspec"
          exit 0
        fi
        g clone -q --no-checkout --origin "$remote" $depth ${reference:+--reference "$reference"} \
          ${apart:+--separate-git-dir "$apart"} "$@" -- "$repo" "$dest"
        cd -- "$dest"
        switch
        submodules
        """;

    /** With a depth no more than the version is fetched, for each branch and tag has a tree of its own. */
    private static final String UPDATE = """
        cd -- "$dest"
        if g config --get "remote.$remote.url" >/dev/null; then
          g remote set-url -- "$remote" "$repo"
        else
          g remote add -- "$remote" "$repo"
        fi
        if [ "$bare" = true ]; then
          g fetch -q --force $depth "$remote" '+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*' $refspec
          exit 0
        fi
        if [ -n "$apart" ] && [ "$(g rev-parse --absolute-git-dir)" != "$apart" ]; then
          mkdir -p -- "$(dirname -- "$apart")"
          g init -q --separate-git-dir "$apart"
        fi
        [ "$force" != true ] || g reset -q --hard
        case ${depth:+$kind} in
        default)
          b=$(g ls-remote --symref "$remote" HEAD | sed -n 's|^ref: refs/heads/\\(.*\\)\tHEAD$|\\1|p')
          set -- "+refs/heads/$b:refs/remotes/$remote/$b" ;;
        branch) set -- "+refs/heads/$v:refs/remotes/$remote/$v" ;;
        tag) set -- "+refs/tags/$v:refs/tags/$v" ;;
        *) set -- "+refs/heads/*:refs/remotes/$remote/*" '+refs/tags/*:refs/tags/*' ;;
        esac
        g fetch -q --force $depth "$remote" "$@"
        switch
        submodules ${force:+--force}
        """;

    private GitScripts() {}

    static Script cloning(GitModule.Params params, RemoteCommit.Kind kind) {
        return Script.of(head(params, kind) + "set -- " + branches(params, kind) + "\n" + CLONE)
                .within(LONGEST);
    }

    /** HEAD of one without a working tree stays the server's, unless only the version comes. */
    private static String branches(GitModule.Params params, RemoteCommit.Kind kind) {
        if (params.bare() && !params.singleBranch()) {
            return "";
        }
        boolean named = kind == RemoteCommit.Kind.BRANCH || kind == RemoteCommit.Kind.TAG;
        return (named ? "--branch " + ShellWords.quote(params.version()) + " " : "")
                + (params.singleBranch() || params.depth().isPresent() ? "--single-branch" : "--no-single-branch");
    }

    static Script updating(GitModule.Params params, RemoteCommit.Kind kind) {
        return Script.of(head(params, kind) + UPDATE).within(LONGEST);
    }

    private static String head(GitModule.Params params, RemoteCommit.Kind kind) {
        return "set -e\n" + params.access().function() + params.options().prelude() + SWITCH
                + "repo=" + ShellWords.quote(params.url())
                + "\ndest=" + ShellWords.quote(params.path())
                + "\nremote=" + ShellWords.quote(params.remote())
                + "\nv=" + ShellWords.quote(params.version())
                + "\nkind=" + kind.name().toLowerCase(Locale.ROOT)
                + "\nbare=" + params.bare()
                + "\nforce=" + (params.force() ? "true" : "")
                + "\nrecursive=" + params.recursive()
                + "\ndepth=" + params.depth().map(depth -> "--depth=" + depth).orElse("") + "\n";
    }
}
