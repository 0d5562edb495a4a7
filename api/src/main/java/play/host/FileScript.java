package play.host;

import java.util.Optional;
import play.value.Foreseen;

/**
 * Shell that changes what stands at one path, in a folder that somebody else may own. The folder is entered once, part
 * by part, and everything is done from there, so that no link that comes later leads elsewhere; files are written and
 * given attributes by descriptor, so that nothing that is put in their place meanwhile is touched.
 */
public final class FileScript {
    /**
     * What each script begins with, so that several in a row need it once. {@code $p} is the path, {@code $n} its name
     * within the folder, {@code $f} what gets attributes.
     */
    public static final String FUNCTIONS = DigestScript.FUNCTION + TemporaryName.FUNCTIONS + """
        play_fail() { printf '%s\\n' "$1" >&2; exit 1; }
        play_judge() {
          theirs=
          set -- "./$1" $(stat -c '%u %a' .)
          case $2 in 0) ;; *) [ -O . ] || theirs=$2 ;; esac
          case $3 in
            [1357]??[2367]) u=$(stat -c %u -- "$1"); case $u in 0|"$(id -u)") ;; *) theirs=$u ;; esac ;;
            *[2367]) theirs=nobody ;;
          esac
        }
        play_walk() {
          cd /
          rest=$1 hops=0 theirs=
          while [ -n "$rest" ]; do
            part=${rest%%/*} here=${PWD%/}
            case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
            case $part in ''|.) continue ;; ..) cd -P ..; continue ;; esac
            if [ -h "./$part" ]; then
              hops=$((hops+1))
              [ "$hops" -le 40 ] || play_fail "$p is a circular link"
              [ -n "$theirs" ] || { play_judge "$part"; link=$here/$part; }
              t=$(readlink -- "./$part" && echo .)
              rest=${t%??}/$rest
              case $rest in /*) cd / ;; esac
            else
              cd -P -- "./$part" ||
                play_fail "$p cannot be reached: $here/$part is not a directory, or may not be entered"
              [ "$PWD" = "$here/$part" ] ||
                play_fail "$p is not touched: a link took the place of $here/$part meanwhile"
            fi
          done
          [ -z "$theirs" ] || [ "$(stat -c %u .)" = "$theirs" ] || play_fail "$p is not touched: $link is a link that\
         others than this user and root may lead anywhere, and it leads to $PWD, which is not theirs; name the path\
         without the link, or give the link's folder to root"
        }
        play_enter() {
          d=${p%/*}
          d=${d:-/}
          n=./${p##*/}
          home=$PWD
          cd -P -- "$d" 2>/dev/null || play_fail "the directory $d is not there or may not be entered"
          [ "$PWD" = "$d" ] || play_walk "$d"
          here=${PWD%/}
        }
        play_into() {
          cd -P -- "$n" || play_fail "$p is not a directory, or may not be entered"
          [ "$PWD" = "$here/${n#./}" ] ||
            play_fail "$p is not touched: a link took its place meanwhile, in a directory that others may change"
          f=.
        }
        play_same() { [ "$(stat -c '%d %i' -- "$2")" = "$(stat -L -c '%d %i' "/proc/self/fd/$1")" ]; }
        play_hold() {
          [ -f "$n" ] && [ ! -h "$n" ] && exec 3<"$n" || play_fail "$p is not a file (any more)"
          play_same 3 "$n" ||
            play_fail "$p is not touched: something else took its place, in a directory that others may change"
          f=/proc/self/fd/3
        }
        play_user() {
          [ "$(stat -L -c %U -- "$f")" = "$1" ] || [ "$(stat -L -c %u -- "$f")" = "$1" ] || chown -- "$1" "$f"
        }
        play_group() {
          [ "$(stat -L -c %G -- "$f")" = "$1" ] || [ "$(stat -L -c %g -- "$f")" = "$1" ] || chgrp -- "$1" "$f"
        }
        play_open() {
          play_beside
          umask 077
          set -C
          exec 3>"$t"
          set +C
          f=/proc/self/fd/3
          trap 'rm -f -- "$t"' EXIT
        }
        play_keep() {
          if [ -f "$n" ] && [ ! -h "$n" ] && [ -r "$n" ]; then
            {
              play_same 4 "$n" || play_fail "$p is not touched: something else took its place meanwhile"
              case $1 in *mode) ;; *) [ "$(stat -L -c %a /proc/self/fd/4)" != "${2:-}" ] || set -- "$1,mode" ;; esac
              cp --attributes-only "--preserve=$1" -- /proc/self/fd/4 "$f" 2>/dev/null || :
              if [ -e /sys/fs/selinux/enforce ]; then chcon --reference=/proc/self/fd/4 -- "$f" || :; fi
            } 4<"$n"
          fi
        }
        play_mounted() {
          m=$(printf '%s\n' "$here/${n#./}" | sed 's/\\\\/\\\\134/g; s/ /\\\\040/g; s/#/\\\\043/g')
          grep -qF " $m " /proc/self/mountinfo 2>/dev/null
        }
        play_put() {
          sync -- "$f" 2>/dev/null || sync
          mv -fT -- "$t" "$n"
          trap - EXIT
          play_same 3 "$n" ||
            play_fail "$p is not what was written: somebody who may change $here put something else there"
        }
        """;

    private FileScript() {}

    /** Begins every script: the functions, and the way into the folder of an absolute path. */
    public static String enter(String path) {
        return FUNCTIONS + "set -e\np=" + ShellWords.quote(path) + "\nplay_enter\n";
    }

    /** Begins a script that works in the folder at an absolute path. */
    public static String inside(String path) {
        return FUNCTIONS + "set -e\np=" + ShellWords.quote(path)
                + "\ncd -P -- \"$p\"\n[ \"$PWD\" = \"$p\" ] || play_walk \"$p\"\n";
    }

    /** A program for {@code sh -c} that gives things in the folder it is started in, by name, these permission bits. */
    public static String modes(Mode mode) {
        return FUNCTIONS
                + "play_judge .\nif [ -z \"$theirs\" ]; then exec chmod -- 0" + mode
                + " \"$@\"; fi\ncd -P .\nhere=${PWD%/}\n"
                + "for n do (\np=$here/${n#./}\nif [ -d \"$n\" ]; then play_into; else play_hold; fi\nchmod -- 0" + mode
                + " \"$f\"\n) || exit 1; done\n";
    }

    /**
     * Shell lines that give what {@code $f} stands for these attributes, as far as they are known. Nothing that is
     * right is set again.
     */
    public static String attributes(FileState.Attributes wanted) {
        StringBuilder script = new StringBuilder();
        if (wanted.owner() instanceof Foreseen.Exactly<String>(String owner)) {
            script.append("play_user ").append(ShellWords.quote(owner)).append('\n');
        }
        if (wanted.group() instanceof Foreseen.Exactly<String>(String group)) {
            script.append("play_group ").append(ShellWords.quote(group)).append('\n');
        }
        return script.append(mode(wanted)).toString();
    }

    /** Five digits: with fewer, chmod leaves the bits of a folder that hand its group on. */
    private static String mode(FileState.Attributes wanted) {
        return wanted.mode() instanceof Foreseen.Exactly<Mode>(Mode mode) ? "chmod -- 0" + mode + " \"$f\"\n" : "";
    }

    /**
     * Writes a new file and puts it in the place of what is there, whose attributes it keeps besides those that are
     * wanted: access lists and capabilities, for example.
     *
     * @param writing a command that prints the content
     * @param check shell lines to run on the file before it takes its place, from {@link #check} and {@link #inPlace}
     */
    public static String write(FileState.Attributes wanted, String writing, String check) {
        return notAFolder()
                + "play_open\nplay_keep xattr,ownership,mode\n" + attributes(wanted) + writing
                + " >&3\nplay_keep xattr\n" + mode(wanted)
                + check
                + "play_put\n";
    }

    /**
     * Puts a file that arrived in the folder in its place.
     *
     * @param name of the file that arrived, of {@link TemporaryName}
     * @param sha256 of what it is to hold
     */
    public static String place(String name, Foreseen<String> sha256, FileState.Attributes wanted, String check) {
        String sum = sha256 instanceof Foreseen.Exactly<String>(String exact)
                ? "play_judge .\n[ -z \"$theirs\" ] || [ \"$(play_digest sha256 \"$f\")\" = " + exact
                        + " ] || play_fail \"$p is not what was sent: somebody who may change $here put something else"
                        + " there\"\n"
                : "";
        String mode =
                wanted.mode() instanceof Foreseen.Exactly<Mode>(Mode exact) ? Integer.toOctalString(exact.bits()) : "";
        return notAFolder()
                + "play_boot\nt=./" + TemporaryName.word(name) + "\n"
                + "trap 'rm -f -- \"$t\"' EXIT\n"
                + "[ -f \"$t\" ] && exec 3<\"$t\"\n"
                + "f=/proc/self/fd/3\n"
                + "play_same 3 \"$t\" && [ -O \"$f\" ] || play_fail \"$p is not what"
                + " was sent: somebody who may change $here put something else"
                + " there\"\n"
                + sum
                + "play_keep xattr,ownership " + mode + "\n" + attributes(wanted)
                + check
                + "play_put\n";
    }

    /** A check by a command in which {@code %s} stands for the path of the new file. */
    public static String check(Optional<String> validate) {
        return validate.map(command -> "(cd \"$home\" && " + CheckCommand.of(command, "$here/${t#./}")
                        + ") >&2 </dev/null || play_fail \"$p is not replaced: its validate command ended with"
                        + " exit code $?\"\n")
                .orElse("");
    }

    /**
     * Writes what no other file can take the place of where it stands, and is done. A mount can't be put there by
     * others than root.
     *
     * @param attributes from {@link #attributes}
     */
    public static String inPlace(String attributes) {
        return "if play_mounted; then\ncat <\"$f\" >\"$n\"\nf=$n\n" + attributes + "exit 0\nfi\n";
    }

    /** Makes a folder that is not there yet, and gives it these attributes. */
    public static String makeDirectory(FileState.Attributes wanted) {
        return "umask 077\n"
                + "mkdir -- \"$n\"\n"
                + "play_into\n"
                + "[ -O . ] && [ -z \"$(ls -A)\" ] || play_fail \"$p is not touched: another directory took its place"
                + " meanwhile\"\n"
                + attributes(wanted);
    }

    /** Gives a file or folder these attributes. */
    public static String setAttributes(boolean folder, FileState.Attributes wanted) {
        return reach(folder) + attributes(wanted);
    }

    /**
     * Makes {@code $f} stand for a file or folder that is there, and for nothing that takes its place. Only root has
     * what others could want by a link, and root may enter and open all.
     */
    public static String reach(boolean folder) {
        String reach = folder ? "play_into\n" : "play_hold\n";
        return "if [ \"$(id -u)\" = 0 ]; then\n" + reach
                + "else\n[ ! -h \"$n\" ] || play_fail \"$p is a link now\"\nf=$n\nfi\n";
    }

    /** The link is made beside and renamed over what is there, so that the path never misses. */
    public static String link(String target) {
        return notAFolder()
                + "play_beside\ntrap 'rm -f -- \"$t\"' EXIT\nln -s -- " + ShellWords.quote(target)
                + " \"$t\"\n"
                + "mv -fT -- \"$t\" \"$n\"\n";
    }

    /**
     * One more name of a file, made beside and renamed over what is there, so that the path never misses.
     *
     * @param file absolute path
     * @param number device and number of the file as it was seen, {@code 65:12}
     */
    public static String hardLink(String file, String number) {
        return notAFolder()
                + "play_beside\ntrap 'rm -f -- \"$t\"' EXIT\nln -- " + ShellWords.quote(file)
                + " \"$t\"\n"
                + "[ \"$(stat -c %d:%i -- \"$t\")\" = " + ShellWords.quote(number)
                + " ] || play_fail \"$p is not touched: something else took the place of \"" + ShellWords.quote(file)
                + "\" meanwhile\"\n"
                + "mv -fT -- \"$t\" \"$n\"\n";
    }

    private static String notAFolder() {
        return "if [ -d \"$n\" ] && [ ! -h \"$n\" ]; then play_fail \"$p is a directory\"; fi\n";
    }
}
