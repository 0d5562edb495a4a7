package play.modules.haproxy;

import play.host.ShellWords;

/** How HAProxy is spoken to: by lines at the socket of its administrators. */
final class HaproxySocket {
    /**
     * Defines {@code say}, which sends a line and prints the answer. Perl is there on every Debian, and brings what
     * speaks to sockets.
     */
    private static final String SAY = """
        say() {
          if command -v socat >/dev/null; then
            printf '%s\\n' "$1" | socat -t 10 - "UNIX-CONNECT:$s"
          elif command -v perl >/dev/null; then
            perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Peer => shift) or die "$!\\n";
              print $s "@ARGV\\n"; $s->flush; print while <$s>' "$s" "$1"
          else
            echo 'the host has neither socat nor perl, to speak to HAProxy by; install socat' >&2
            return 1
          fi
        }
        """;

    private HaproxySocket() {}

    /** Shell that defines {@code say} and {@code order}, which ends with an error unless HAProxy is content. */
    static String ordering(String socket) {
        return asking(socket) + """
            order() {
              told=$(say "$1") || exit 1
              case $told in
                *[!\\ ]*) printf 'HAProxy answers to "%s": %s\\n' "$1" "$told" >&2; exit 1 ;;
              esac
            }
            """;
    }

    /** Shell that defines {@code say}. */
    static String asking(String socket) {
        return "s=" + ShellWords.quote(socket) + "\n" + SAY;
    }
}
