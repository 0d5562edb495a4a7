package play.host;

/**
 * Names of what stands beside a file until it takes the place of that: {@code .play.BOOT.REST}, where {@code BOOT}
 * tells which start of the host it is from. Whoever makes it removes it; where the host itself went down meanwhile, the
 * next who makes one in that folder does, since nobody writes there any more.
 */
public final class TemporaryName {
    /**
     * {@code play_boot} sets {@code $boot}, eight digits that change when the host starts. {@code play_forgotten
     * FOLDER} removes what earlier starts of the host left there. {@code play_beside} sets {@code $t}, a new name in
     * the working directory.
     */
    public static final String FUNCTIONS = """
        play_boot() {
          boot=
          read -r boot 2>/dev/null </proc/sys/kernel/random/boot_id || :
          boot=${boot%%-*}
          boot=${boot:-00000000}
        }
        play_forgotten() {
          x='[0-9a-f][0-9a-f]'
          for t in "$1"/.play.$x$x$x$x.*; do
            case $t in "$1/.play.$boot".*) continue ;; esac
            if [ -h "$t" ] || { [ -f "$t" ] && [ -O "$t" ]; }; then
              rm -f -- "$t" || :
            elif [ -d "$t" ] && [ -O "$t" ]; then
              case $(stat -c %a -- "$1") in *[2367]|*[2367]?) ;; *) rm -rf -- "$t" || : ;; esac
            fi
          done
        }
        play_beside() {
          play_boot
          play_forgotten .
          t=$(mktemp -u "./.play.$boot.XXXXXXXXXX")
        }
        """;

    /** Stands for {@code $boot} in a name that the controller chooses. */
    private static final String BOOT = "@BOOT@";

    private TemporaryName() {}

    /** @param nonce what no other name has */
    public static String of(String nonce) {
        return ".play." + BOOT + "." + nonce;
    }

    /**
     * A word of shell for a path whose last part may be a name {@link #of} a nonce, once {@code play_boot} has run.
     *
     * @param path as it is, without quotes
     */
    public static String word(String path) {
        int at = path.lastIndexOf(BOOT);
        return at <= path.lastIndexOf('/')
                ? ShellWords.quote(path)
                : ShellWords.quote(path.substring(0, at)) + "\"$boot\""
                        + ShellWords.quote(path.substring(at + BOOT.length()));
    }
}
