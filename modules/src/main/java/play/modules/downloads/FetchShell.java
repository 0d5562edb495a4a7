package play.modules.downloads;

/** How a host fetches, in shell. */
public final class FetchShell {
    /**
     * A function {@code fetch} that prints what is at {@code $url}, with curl or wget. {@code $config} are lines of
     * curl's configuration, which go in by a builtin and a pipe, so that no list of processes shows them;
     * {@code $limit} is how many seconds connecting may take; {@code $insecure} is {@code -k} where certificates do not
     * matter.
     */
    public static final String FUNCTION = """
        fetch() {
          if command -v curl >/dev/null; then
            printf '%s' "$config" | curl -q -fsSL $insecure --connect-timeout "$limit" -o - -K - -- "$url"
          elif [ -z "$config" ] && command -v wget >/dev/null; then
            wget -q ${insecure:+--no-check-certificate} -T "$limit" -O - -- "$url"
          elif [ -n "$config" ]; then
            echo 'the host has no curl, which headers, passwords and certificates need; install it' >&2; return 1
          else
            echo 'the host has neither curl nor wget to fetch with; install one' >&2; return 1
          fi
        }
        """;

    private FetchShell() {}
}
