package play.host;

/**
 * Shell that digests regular files: large ones by {@code openssl} where the host has it, which knows the processor's
 * instructions for it, all others by the programs of coreutils or busybox, which start sooner. Files are read by
 * redirection, so that no program prints or takes their names otherwise than they are.
 */
public final class DigestScript {
    /**
     * A function {@code play_digest ALGORITHM FILE}, which prints the digest of a file, or fails. An {@code openssl}
     * that fails or answers otherwise, such as one that may not use the algorithm, is as good as none. Nothing in it is
     * in single quotes.
     */
    public static final String FUNCTION = """
        play_digest() {
          s=
          if command -v openssl >/dev/null; then
            case $(stat -L -c %s -- "$2" 2>/dev/null) in
              ???????*) s=$(openssl dgst "-$1" -r <"$2" 2>/dev/null) || s=
                case ${s%% *} in *[!0-9a-f]*) s= ;; esac ;;
            esac
          fi
          [ -n "$s" ] || s=$("${1}sum" <"$2") || return 1
          printf "%s\\n" "${s%% *}"
        }
        """;

    /** From a million bytes on, starting openssl costs less than it spares. */
    private static final String LARGE = """
        sizes=
        [ "$#" = 0 ] || ! command -v openssl >/dev/null || sizes=$(stat -c %s -- "$@" 2>/dev/null) || :
        case $sizes in *[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*)
          for size in $sizes; do
            case $size in ???????*) @LARGE@ ;; *) set -- "$@" "$1" ;; esac
            shift
          done ;;
        esac
        """;

    private DigestScript() {}

    /**
     * Shell lines that take the large files out of the positional parameters, so that one program digests the others.
     *
     * @param command for a large one, whose name is {@code $1}
     */
    public static String partLarge(String command) {
        return LARGE.replace("@LARGE@", command);
    }
}
