package play.modules.packages;

import java.time.Duration;
import java.util.List;
import play.host.Script;

/** How a host is asked for what is in the archives of packages that are to come. */
final class AptArchives {
    /** A dry run fetches no more than this for one task, in bytes. */
    private static final int MOST = 128 << 20;

    /** Larger settings are known by size only, in bytes. */
    private static final int LONGEST_SETTING = 65_536;

    /**
     * Archives that are on the host already are used, the others go to a temporary folder, and away again. Left out is
     * what is there to be read by people only.
     */
    private static final String READ = """
        trap 'rm -rf "$debs"' EXIT
        encoded() { base64 | tr -d '\\n'; echo; }
        archive() {
          x=$(mktemp -d "$debs/XXXXXX") && dpkg-deb -e "$1" "$x/control" && mkdir "$x/data" || return 0
          dpkg-deb -c "$1" | awk '{ mode = $1; owner = $2; size = $3; path = $0
            sub(/^[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ /, "", path) }
            path !~ /^\\.\\/usr\\/share\\/(bug|doc|help|icons|info|lintian|locale|man)\\// {
              print "item " mode " " owner " " size " " path }' | tee "$x/items"
          for s in preinst postinst; do
            [ -f "$x/control/$s" ] && { printf 'script '; encoded <"$x/control/$s"; }
          done
          sed -n 's,^/,./,p' "$x/control/conffiles" >"$x/wanted" 2>/dev/null
          sed -n 's|^.*ucf .*\\(/usr/share/[^ ]*\\) */etc/.*|.\\1|p' "$x/control/postinst" >>"$x/wanted" 2>/dev/null
          grep -oE '\\./(usr/)?lib/(tmpfiles\\.d|sysusers\\.d|systemd/system)/[^ /]+$' "$x/items" >>"$x/wanted"
          [ ! -s "$x/wanted" ] ||
            dpkg-deb --fsys-tarfile "$1" | tar -x -C "$x/data" --no-same-owner -T "$x/wanted" 2>/dev/null
          find "$x/data" -type f -size -"$longest"c | while IFS= read -r f; do
            printf 'setting %s ' "$(encoded <"$f")"
            printf '%s\\n' "${f#"$x/data"}"
          done
          rm -rf "$x"
        }
        """;

    /** Files of what comes that are in apt's own store are not fetched. */
    private static final String FETCH = """
        there() {
          apt -s "$@" 2>/dev/null | awk '/^Inst / {
            name = $2; sub(/:.*/, "", name); arch = $0; sub(/.*\\[/, "", arch); sub(/\\].*/, "", arch)
            for (i = 3; $i !~ /^\\(/; i++); version = substr($i, 2); gsub(/:/, "%3a", version)
            print "/var/cache/apt/archives/" name "_" version "_" arch ".deb" }' |
            while read -r f; do [ -e "$f" ] && ln -s "$f" "$d/"; done
        }
        brings() {
          i=$1; shift
          echo "=archives $i"
          d=$(mktemp -d "$debs/XXXXXX") && chmod 755 "$d" || return 0
        """ + AptScripts.WORDS + """
          there "$@"
          fetched="-o Debug::NoLocking=1 -o Dir::Cache::archives=$d -o Acquire::Retries=0"
          fetched="$fetched -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10"
          size=$(apt --print-uris $fetched "$@" 2>/dev/null | awk '/^\\047/ { n += $3 } END { printf "%d", n }')
          if [ "$size" -gt "$most" ]; then
            echo "none a dry run does not fetch archives of $((size >> 20)) MiB"
          elif apt -d $fetched "$@" >/dev/null 2>&1; then
            [ -e /usr/sbin/policy-rc.d ] && echo policy
            for f in "$d"/*.deb; do [ -e "$f" ] && archive "$f"; done
            while [ "$1" != -- ]; do shift; done
            for f do case $f in /*) archive "$f";; esac; done
          else
            echo 'none their archives cannot be fetched'
          fi
        }
        """;

    private AptArchives() {}

    static Script read(List<Transactions.Wish> wishes) {
        StringBuilder script = new StringBuilder("most=" + MOST + "\nlongest=" + LONGEST_SETTING + "\n")
                .append(AptScripts.APT + AptScripts.DEBS + READ + FETCH);
        for (int i = 0; i < wishes.size(); i++) {
            script.append("brings ")
                    .append(i)
                    .append(' ')
                    .append(AptScripts.arguments(wishes.get(i)))
                    .append('\n');
        }
        return Script.of(script + "exit 0\n").within(Duration.ofMinutes(10));
    }
}
