package play.modules.git;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import play.host.ShellWords;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** How a repository is fetched and checked out beside the usual. */
public record GitOptions(
        @Doc("Path on the host of a repository whose objects a clone borrows instead of fetching them.") @HostPath
        Optional<String> reference,

        @Doc("What is fetched beside branches and tags, as git fetch takes it: refs/meta/config. A commit that no"
                + " branch and no tag has needs it.")
        @Matches(value = "[^-\\s][^\\s]*", expected = "a refspec such as refs/meta/config")
        Optional<String> refspec,

        @Doc("Umask of all that is made, as 0022.")
        @Matches(value = "0?[0-7]{3}", expected = "octal digits such as 0022")
        Optional<String> umask,

        @Doc("Whether submodules are at the latest commit of their branch, instead of the one that is recorded.")
        @Default("false")
        boolean trackSubmodules,

        @Doc("Whether the commit, or the tag, must have a good signature of gpg before it is checked out.")
        @Default("false")
        boolean verifyCommit,

        @Doc("Fingerprints of gpg; with some, one of them must have made the signature.")
        @Alias({"gpg_whitelist"})
        @Default("[]")
        List<String> gpgAllowlist,

        @Doc("Path of the directory that has what is usually in .git. What is there already is moved.") @HostPath
        Optional<String> separateGitDir) {

    /** Shell variables and functions that the scripts use. */
    String prelude() {
        return umask.map(mask -> "umask " + mask + "\n").orElse("")
                + "refspec=" + ShellWords.quote(refspec.orElse(""))
                + "\nreference=" + ShellWords.quote(reference.orElse(""))
                + "\napart=" + ShellWords.quote(separateGitDir.orElse(""))
                + "\nverify=" + verifyCommit
                + "\ntrusted="
                + ShellWords.quote(gpgAllowlist.stream()
                        .map(one -> one.replace(" ", "").toUpperCase(Locale.ROOT))
                        .collect(Collectors.joining(" ")))
                + "\nlatest=" + (trackSubmodules ? "--remote" : "") + "\n" + VERIFYING;
    }

    /** Of a commit, or of a tag that has a message; whose key it is stands in the machine's words. */
    private static final String VERIFYING = """
        signed() {
          [ "$verify" = true ] || return 0
          if [ "$(g cat-file -t "$1")" = tag ]; then set -- verify-tag "$1"; else set -- verify-commit "$1"; fi
          said=$(g "$1" --raw "$2" 2>&1) ||
            { echo "$2 has no good signature: $said" >&2; exit 1; }
          [ -n "$trusted" ] || return 0
          for key in $trusted; do
            case " $(printf '%s' "$said" | grep 'VALIDSIG ') " in *" $key "*) return 0 ;; esac
          done
          echo "$2 is signed by none of $trusted: $said" >&2
          exit 1
        }
        """;
}
