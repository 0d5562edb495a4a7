package play.modules.firewall;

import java.util.Optional;
import play.host.ShellWords;

/** What is run on a host for firewalld. */
final class FirewalldScripts {
    /** Leaves in {@code $permanent} what changes what holds whenever firewalld starts. */
    private static final String FIND = """
        PATH=$PATH:/usr/sbin:/sbin
        command -v firewall-cmd >/dev/null || { echo 'the host has no firewalld; install it' >&2; exit 1; }
        if firewall-cmd --state >/dev/null 2>&1; then
          state=running
          permanent='firewall-cmd --permanent'
        else
          state=off
          permanent=firewall-offline-cmd
        fi
        """;

    /** Of the codes of firewall-cmd, 112 is that of a zone that there is not. */
    private static final String ASK = """
        ask() {
          code=0
          said=$("$@" 2>&1) || code=$?
          case $code in
            0) printf 'yes\\0' ;;
            1) printf 'no\\0' ;;
            112) printf 'zone\\0' ;;
            *) printf '%s\\n' "$said" >&2; exit 1 ;;
          esac
        }
        printf '%s\\0' "$state"
        """;

    private FirewalldScripts() {}

    /** Whether a zone has something. */
    static String asking(Optional<String> zone, String query) {
        String words = zone(zone) + query;
        return FIND + ASK + "if [ $state = running ]; then ask firewall-cmd " + words
                + "; else printf 'unasked\\0'; fi\nask $permanent " + words + "\n";
    }

    /** Whether a zone has a target, which firewalld tells only of what holds at its start. */
    static String askingTarget(String zone, String target) {
        return FIND + ASK + "printf 'unasked\\0'\nhas() {\n  found=$($permanent " + zone(Optional.of(zone))
                + "--get-target) || return\n  [ \"$found\" = " + ShellWords.quote(target) + " ]\n}\nask has\n";
    }

    /** Whether there is a zone. */
    static String askingZone(String zone) {
        return FIND + ASK + "has() { $1 --get-zones | tr ' ' '\\n' | grep -qxF -e " + ShellWords.quote(zone) + "; }\n"
                + "if [ $state = running ]; then ask has firewall-cmd; else printf 'unasked\\0'; fi\n"
                + "ask has \"$permanent\"\n";
    }

    /** Does one thing, now or for each start of firewalld. */
    static String acting(boolean permanent, String words) {
        return FIND + (permanent ? "$permanent " : "firewall-cmd ") + words + " >&2\n";
    }

    static String zone(Optional<String> zone) {
        return zone.map(name -> ShellWords.quote("--zone=" + name) + " ").orElse("");
    }
}
