package play.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.host.Script;
import play.host.ShellWords;

/** What apt is told, without ever asking a question back. */
final class AptScripts {
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    /** Configuration files of the host win, needrestart keeps its hands off, another apt is waited for. */
    static final String APT = """
        export LC_ALL=C DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical APT_LISTCHANGES_FRONTEND=none
        export NEEDRESTART_SUSPEND=1 NEEDRESTART_MODE=l UCF_FORCE_CONFFOLD=1
        kept='-o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold'
        apt() {
          apt-get -y -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout="${lock:-300}" ${dpkg:-$kept} \\
            -o Acquire::Retries=3 -o Acquire::http::Timeout=30 \\
            -o Acquire::https::Timeout=30 "$@" </dev/null
        }
        """;

    /**
     * {@code patient} runs a command, and again while another package manager holds a lock: apt waits for dpkg's alone,
     * dpkg for none. Output goes to a file: a pipe would stay open as long as any process that a package leaves
     * running.
     */
    private static final String PATIENT = """
        log=$(mktemp) || exit 1
        trap 'rm -f "$log"' EXIT
        patient() {
          end=$(($(date +%s) + lock))
          until "$@" >"$log" 2>&1 </dev/null; do
            code=$?
            grep -Eq '^E: Could not get lock |lock was locked by another process' "$log" &&
              [ "$(date +%s)" -lt "$end" ] || return "$code"
            sleep 1
          done
        }
        fail() {
          tail -n 12 "$log" >&2
          exit 1
        }
        """;

    /**
     * Fails where a package is none by its very name: apt would take {@code NAME-} as an order to remove, {@code NAME+}
     * as one to install, and a name with a dot as a pattern, which is found anywhere in a name.
     */
    private static final String LITERAL = """
        literal() {
          while [ "$1" != -- ]; do shift; done
          shift
          names=
          for p do
            n=${p%%=*}; n=${n%%:*}
            case $n in /*) ;; *[.*?[]*|*-|*+) names="$names $n";; esac
          done
          [ -n "$names" ] || return 0
          apt-cache pkgnames --all-names | awk -v names="$names" '
            BEGIN { n = split(names, all, " "); for (i = 1; i <= n; i++) missing[all[i]] = 1 }
            { delete missing[$0] }
            END { for (name in missing) { print "E: Unable to locate package " name; code = 100 }; exit code }'
        }
        """;

    /**
     * {@code like VERB PATTERN} prints names of packages that there are, or that are there where packages are to go.
     */
    private static final String LIKE = """
        like() {
          case $1 in
            remove|purge)
              dpkg-query -W -f '${db:Status-Status} ${binary:Package}\\n' | awk -v verb="$1" '
                $1 != "not-installed" && ($1 != "config-files" || verb == "purge") { print $2 }' ;;
            *) apt-cache pkgnames ;;
          esac | while read -r n; do case $n in $2) printf '%s\\n' "$n" ;; esac; done
        }
        """;

    /**
     * {@code least NAME VERSION} prints what apt is to be told for a package of at least that version: the one that is
     * installed where it is enough, else the name if what apt would install is; else the version itself, which apt then
     * finds or does not.
     */
    private static final String AT_LEAST = """
        least() {
          have=$(dpkg-query -W -f '${db:Status-Status} ${Version}\n' -- "$1" 2>/dev/null | sed -n 's/^installed //p')
          new=$(apt-cache ${release:+-o "APT::Default-Release=$release"} policy "$1" | sed -n 's/^  Candidate: //p')
          if [ -z "$new" ] || dpkg --compare-versions "$new" ge "$2"; then new=$1; else new=$1=$2; fi
          if [ -n "$have" ] && dpkg --compare-versions "$have" ge "$2"; then new=$1=$have; fi
          printf '%s\n' "$new"
        }
        """;

    /**
     * Puts files in the place of addresses, which apt does not take (it has a program that fetches), and names in that
     * of patterns. A pattern of packages that are to come stays where none is like it.
     */
    static final String WORDS = """
        verb=$1 begun= release=
        for p do
          shift
          case $begun$p in
            --) begun=words: ;;
            words:http://*|words:https://*)
              f=$debs/$(printf '%s' "$p" | cksum | tr -c '0-9\\n' _).deb
              if [ -e "$f" ] || /usr/lib/apt/apt-helper download-file "$p" "$f" >/dev/null 2>&1; then p=$f; fi ;;
            words:*'>='*) p=$(least "${p%%>=*}" "${p#*>=}") ;;
            words:*[/=]*) ;;
            --target-release=*) release=${p#*=} ;;
            words:*[*?[]*)
              names=$(like "$verb" "$p")
              case $verb$names in install) ;; *) set -- "$@" $names; continue ;; esac ;;
          esac
          set -- "$@" "$p"
        done
        """;

    /** Where {@link #WORDS} puts files; beside what it calls. */
    static final String DEBS = LIKE + AT_LEAST + "debs=$(mktemp -d) && chmod 755 \"$debs\" || exit 1\n";

    private static final String SIMULATE = LITERAL + DEBS + """
        trap 'rm -rf "$debs"' EXIT
        would() {
          i=$1; shift
        """ + WORDS + """
          out=$(literal "$@") && out=$(apt -s "$@" 2>&1); code=$?
          echo "=transaction $i $code"
          printf '%s\\n' "$out" | awk '/^(Inst|Conf|Remv|Purg) /;
            /^The following packages have unmet/ { unmet = 1 } /^E:/ { unmet = 0; print } unmet'
          [ "$code" -eq 0 ] && return
          printf '%s\\n' "$out" | sed -n 's/^E: Unable to locate package //p' | while read -r p; do
            apt-cache pkgnames "$(printf %.1s "$p")" |
              awk -v n="${#p}" 'length($0) > n - 3 && length($0) < n + 3 { print "similar " $0 }' | head -n 5000
          done
          printf '%s\\n' "$out" | sed -n "s/^E: Version '.*' for '\\(.*\\)' was not found/\\1/p" | while read -r p; do
            echo "versions $p $(apt-cache madison "$p" | awk '!seen[$3]++ { printf "%s ", $3 }')"
          done
        }
        """;

    /**
     * Work that a power cut interrupted is finished first; where packages are to go, it need not succeed: one of them
     * may be to blame.
     */
    private static final String CARRY_OUT = LITERAL + DEBS + """
        trap 'rm -rf "$debs" "$log"' EXIT
        """ + WORDS + """
        p=/usr/sbin/policy-rc.d
        mark='# no service starts while play installs packages'
        grep -qs "^$mark" "$p" && rm -f "$p"
        if [ -n "$policy" ] && [ ! -e "$p" ]; then
          trap 'rm -rf "$p" "$log" "$debs"' EXIT
          trap 'exit 1' HUP INT TERM
          printf '#!/bin/sh\\n%s\\nexit %s\\n' "$mark" "$policy" >"$p" && chmod 755 "$p" || exit 1
        fi
        if [ -n "$(dpkg --audit 2>/dev/null)" ]; then
          patient dpkg --force-confdef --force-confold --configure -a || [ "$1" != install ] || fail
        fi
        literal "$@" >&2 || exit 1
        patient apt "$@" || fail
        """;

    private static final Pattern STEP = Pattern.compile("(Inst|Conf) (\\S+) (?:\\[[^]]*] )?\\((\\S+) .*");

    private static final Pattern GONE = Pattern.compile("(?:Remv|Purg) (\\S+).*");

    private static final Pattern NO_VERSION = Pattern.compile("E: Version '(.*)' for '(.*)' was not found");

    /** Starts the line with the versions of a package that apt knows. */
    private static final String VERSIONS = "versions ";

    private AptScripts() {}

    static Script simulate(List<Transactions.Wish> wishes) {
        return Transactions.simulation(APT + SIMULATE, wishes, AptScripts::arguments);
    }

    static String arguments(Transactions.Wish wish) {
        return wish.verb() + " " + ShellWords.join(wish.options()) + " -- " + ShellWords.join(wish.words());
    }

    /** {@code Inst name [old] (new suite [architecture])}, {@code Conf …}, {@code Remv name [old]}. */
    static Transaction read(Transactions.Wish wish, int exitCode, List<String> lines) {
        if (exitCode != 0) {
            return refused(lines);
        }
        Map<String, Optional<String>> steps = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher step = STEP.matcher(line);
            Matcher gone = GONE.matcher(line);
            if (step.matches()) {
                steps.put(step.group(2), Optional.of(step.group(3)));
            } else if (gone.matches()) {
                steps.put(gone.group(1), Optional.empty());
            }
        }
        return new Transaction.Feasible(steps.entrySet().stream()
                .map(step -> new Transaction.Step(step.getKey(), step.getValue()))
                .toList());
    }

    private static Transaction refused(List<String> lines) {
        List<String> words = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> similar = new ArrayList<>();
        for (String line : lines) {
            Matcher version = NO_VERSION.matcher(line);
            if (line.startsWith("similar ")) {
                similar.add(line.substring(8));
            } else if (version.matches()) {
                words.add("there is no version " + version.group(1) + " of " + version.group(2) + "; "
                        + versions(version.group(2), lines));
            } else if (!line.startsWith(VERSIONS)) {
                words.add(line.startsWith("E: ") ? line.substring(3) : line);
                String nowhere = "E: Unable to locate package ";
                if (line.startsWith(nowhere)) {
                    unknown.add(line.substring(nowhere.length()));
                }
            }
        }
        return new Transaction.Refused(words.stream().limit(12).collect(Collectors.joining("\n")), unknown, similar);
    }

    private static String versions(String name, List<String> lines) {
        String known = lines.stream()
                .filter(line -> line.startsWith(VERSIONS + name + " "))
                .map(line -> line.substring(VERSIONS.length() + name.length())
                        .strip()
                        .replace(" ", ", "))
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "the host's package lists have none" : "there is " + known;
    }

    static Script carryOut(Transactions.Wish wish, InstallSettings settings) {
        String services = "policy=" + settings.policy().map(String::valueOf).orElse("") + "\ndpkg='"
                + Stream.of(settings.dpkgOptions().split(","))
                        .map(option -> "-o Dpkg::Options::=--" + option)
                        .collect(Collectors.joining(" "))
                + "'\n";
        return Script.of(patience(settings) + services + APT + "set -- " + arguments(wish) + "\n" + CARRY_OUT)
                .within(PATIENCE);
    }

    private static String patience(InstallSettings settings) {
        return "lock=" + settings.lockTimeout().toSeconds() + "\n" + PATIENT;
    }

    static Script updateLists(InstallSettings settings) {
        return Script.of(patience(settings)
                        + APT
                        + "patient apt -o APT::Update::Error-Mode=any update || { grep -E '^[EW]:' \"$log\" | tail -n"
                        + " 12 >&2; exit 1; }\n"
                        + "mkdir -p /var/lib/apt/periodic && touch " + PackageLists.APT_STAMP + "\n")
                .within(PATIENCE);
    }

    static Script hold(List<String> names, boolean held, InstallSettings settings) {
        return mark(held ? "hold" : "unhold", names, settings);
    }

    static Script markManual(List<String> names, InstallSettings settings) {
        return mark("manual", names, settings);
    }

    private static Script mark(String how, List<String> names, InstallSettings settings) {
        String mark = "LC_ALL=C; export LC_ALL\npatient apt-mark -q " + how + " -- ";
        return Script.of(patience(settings) + mark + ShellWords.join(names) + " || fail\n")
                .within(PATIENCE);
    }
}
