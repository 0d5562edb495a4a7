package play.modules.languages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import play.host.CommandWords;
import play.host.Script;
import play.host.ShellWords;

/** What is run on a host to ask pip, and to have it act. */
final class PipScripts {
    static final Duration LONGEST_QUESTION = Duration.ofMinutes(10);
    static final Duration LONGEST = Duration.ofHours(1);

    /** Finds pip: afterwards {@code $py} is a Python, and {@code "$@"} calls pip. */
    private static final String FIND = """
        find_pip() {
          py=$(command -v python3 || ls /usr/libexec/platform-python 2>/dev/null) ||
            { missing 'the host has no python3; install it'; return 1; }
          if [ -n "$env" ]; then
            for pip in "$env/bin/pip3" "$env/bin/pip"; do
              if [ -x "$pip" ]; then py=$env/bin/python; return; fi
            done
            missing "there is no pip in $env/bin; remove the environment, so that it is made anew"
            return 1
          fi
          if [ -n "$executable" ]; then
            pip=$(command -v -- "$executable") ||
              { missing "the host has no program $executable"; return 1; }
            own=$(sed -n '1s/^#! *\\([^ ]*python[^ ]*\\).*/\\1/p' "$pip")
            [ ! -x "$own" ] || py=$own
            return
          fi
          pip=
          "$py" -c 'import pip' 2>/dev/null && return
          pip=$(command -v pip3) || { missing 'the host has no pip; install python3-pip'; return 1; }
        }
        # Whether the environment can be made; says what is missing.
        can_make() {
          case $maker in
          '~/'*) maker=$HOME/${maker#??} ;;
          esac
          maker=$(command -v -- "$maker") || {
            missing "the host has no program $1 to make $env with; install it, or name another by 'virtualenv_command'"
            return 1
          }
          [ "$venv" != true ] || "$maker" -c 'import venv, ensurepip' 2>/dev/null || {
            missing "$1 has no module venv that brings pip to $env; install python3-venv"
            return 1
          }
        }
        """;

    /** Prints what pip would do. Takes: the task's state, whether a file is read, pip's words, more words, packages. */
    private static final String ASK = """
        import json, re, subprocess, sys, sysconfig
        words = sys.argv[1:]
        state = words.pop(0)
        def some():
            count = int(words.pop(0))
            taken = words[:count]
            del words[:count]
            return taken
        pip, extra, subject = some(), some(), words
        def fail(why):
            sys.stdout.write('failed\\0' + why.strip() + '\\0')
            sys.exit(0)
        def run(*args, **more):
            p = subprocess.Popen(pip + list(args), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, universal_newlines=True)
            out, err = p.communicate(more.get('input', ''))
            if p.returncode and not (more.get('lenient') and 'not installed' in out + err):
                fail(err or out)
            return out
        def canonical(name):
            return re.sub('[-_.]+', '-', name).lower()
        version = re.match('pip ([0-9]+)\\\\.([0-9]+)', run('--version'))
        version = (int(version.group(1)), int(version.group(2)))
        changes = []

        def uninstall():
            out = run('uninstall', *(extra + subject), input='n\\n' * 1000, lenient=True)
            for name, was in re.findall('^(?:Proceed .*\\\\? )?Uninstalling ([^\\n]+)-([^-\\n]+):$', out, re.M):
                changes.append((name, was, ''))

        def asked():
            args = ['install', '--dry-run', '--quiet', '--report', '-']
            args += ['-U'] if state == 'latest' else []
            comes = json.loads(run(*(args + extra + subject)))['install']
            if not comes:
                return
            there = {}
            for d in json.loads(run('inspect'))['installed']:
                there[canonical(d['metadata']['name'])] = d
            for item in comes:
                name, new = item['metadata']['name'], item['metadata']['version']
                old = there.get(canonical(name))
                was = old['metadata']['version'] if old else ''
                if item.get('is_direct') and was == new and same(old.get('direct_url'), item['download_info']):
                    continue
                changes.append((name, was, new))

        def same(old, new):
            if not old or old.get('url') != new.get('url'):
                return False
            if 'vcs_info' in new:
                return old.get('vcs_info', {}).get('commit_id') == new['vcs_info'].get('commit_id')
            if 'archive_info' in new:
                return old.get('archive_info', {}).get('hash') == new['archive_info'].get('hash')
            return bool(old.get('dir_info', {}).get('editable')) == bool(new.get('dir_info', {}).get('editable'))

        # A pip before 22.2 cannot be asked what it would do, but what is there.
        def looked_up():
            try:
                from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
            except ImportError:
                fail('pip %d.%d is too old; install a newer one' % version)
            there = {}
            for d in json.loads(run('list', '--format=json')):
                there[canonical(d['name'])] = d['version']
            newer = {}
            if state == 'latest':
                for d in json.loads(run(*(['list', '--outdated', '--format=json'] + extra))):
                    newer[canonical(d['name'])] = d['latest_version']
            for text in wanted(subject):
                try:
                    r = Requirement(text)
                except InvalidRequirement:
                    r = None
                if r is None or r.url:
                    fail('pip %d.%d cannot be asked about %s; pip 22.2 and later can' % (version + (text,)))
                if r.marker and not r.marker.evaluate({'extra': ''}):
                    continue
                was = there.get(canonical(r.name), '')
                if not was or not r.specifier.contains(was, prereleases=True):
                    changes.append((r.name, was, str(r.specifier) or 'new'))
                elif canonical(r.name) in newer and r.specifier.contains(newer[canonical(r.name)]):
                    changes.append((r.name, was, newer[canonical(r.name)]))

        def wanted(words):
            words = list(words)
            while words:
                word = words.pop(0)
                if word == '-r':
                    for line in lines(words.pop(0)):
                        yield line
                elif word == '-e':
                    yield words.pop(0)
                else:
                    yield word

        def lines(path):
            import os
            with open(path) as f:
                text = re.sub('\\\\\\\\\\n', ' ', f.read())
            for line in text.splitlines():
                line = re.sub('(^|\\\\s)#.*', '', line)
                line = re.sub('\\\\s--?hash[= ]\\\\S+', '', line).strip()
                more = re.match('(?:-r|--requirement)[= ]*(\\\\S+)', line)
                if more:
                    for inner in lines(os.path.join(os.path.dirname(path), more.group(1))):
                        yield inner
                elif line and not re.match('--?[a-df-z-]', line):
                    yield line

        def managed():
            import os
            if version < (23, 0) or sys.prefix != sys.base_prefix:
                return False
            if any(re.match('(-t|--target|--prefix|--root|--break-system-packages)(=|$)', w) for w in extra):
                return False
            return os.path.exists(os.path.join(sysconfig.get_path('stdlib'), 'EXTERNALLY-MANAGED'))

        if state == 'absent':
            uninstall()
        elif state != 'forcereinstall':
            asked() if version >= (22, 2) else looked_up()
        parts = ['told', 'managed' if managed() else '']
        for change in sorted(changes):
            parts += change
        sys.stdout.write(''.join(part + '\\0' for part in parts))
        """;

    private PipScripts() {}

    /** Asks what pip would do, and leaves no trace: nothing is cached or compiled. */
    static Script asking(PipRequest request) {
        return Script.of(variables(request) + """
                missing() { printf 'missing\\0%s\\0' "$1"; }
                """ + FIND + """
                export PIP_NO_CACHE_DIR=1 PIP_BREAK_SYSTEM_PACKAGES=1 PYTHONDONTWRITEBYTECODE=1 PYTHONIOENCODING=UTF-8
                if [ -n "$env" ] && [ ! -e "$env/bin/activate" ]; then
                  set --\s""" + ShellWords.join(maker(request)) + """

                  maker=$1
                  can_make "$1" && printf 'none\\0'
                  exit 0
                fi
                find_pip || exit 0
                cd -- "$chdir" || exit 1
                if [ -n "$pip" ]; then set -- 1 "$pip"; else set -- 3 "$py" -m pip; fi
                exec "$py" -c "$ask"\s"""
                        + request.state().word() + " \"$@\" "
                        + ShellWords.join(List.of(String.valueOf(request.extra().size()))) + " "
                        + ShellWords.join(request.extra()) + " " + ShellWords.join(request.subject()) + "\n")
                .after("ask=" + ShellWords.quote(ASK) + "\n")
                .within(LONGEST_QUESTION);
    }

    /** Makes the environment where there is none, and has pip act. */
    static Script acting(PipRequest request) {
        PipPlace place = request.place();
        return Script.of("set -e\n" + variables(request) + """
                missing() { printf '%s\\n' "$1" >&2; }
                """ + FIND
                        + place.umask().map(bits -> "umask " + bits + "\n").orElse("")
                        + (place.breakSystemPackages() ? "export PIP_BREAK_SYSTEM_PACKAGES=1\n" : "") + """
                cd -- "$chdir"
                if [ -n "$env" ] && [ ! -e "$env/bin/activate" ]; then
                  set --\s"""
                        + ShellWords.join(maker(request)) + """

                  maker=$1
                  can_make "$1"
                  shift
                  if [ "$venv" != true ]; then
                    py=$(command -v -- "${python:-python3}") || { missing "the host has no program $python"; exit 1; }
                    set -- "$@" "-p$py"
                  fi
                  [ -z "$site" ] || set -- "$@" --system-site-packages
                  "$maker" "$@" "$env"
                fi
                find_pip
                [ -z "$env" ] || PATH=$env/bin:$PATH
                if [ -n "$pip" ]; then set -- "$pip"; else set -- "$py" -m pip; fi
                "$@"\s""" + ShellWords.join(words(request)) + "\n")
                .within(LONGEST);
    }

    private static String variables(PipRequest request) {
        PipPlace place = request.place();
        return "env=" + ShellWords.quote(place.environment().orElse(""))
                + "\nexecutable=" + ShellWords.quote(place.executable().orElse(""))
                + "\nchdir=" + ShellWords.quote(place.chdir().orElse("/tmp"))
                + "\npython=" + ShellWords.quote(place.virtualenvPython().orElse(""))
                + "\nsite=" + (place.virtualenvSitePackages() ? "true" : "")
                + "\nvenv=" + isVenv(maker(request))
                + "\nexport PIP_DISABLE_PIP_VERSION_CHECK=1\n";
    }

    /** What pip is called with. */
    static List<String> words(PipRequest request) {
        List<String> words = new ArrayList<>(
                switch (request.state()) {
                    case PRESENT -> List.of("install");
                    case ABSENT -> List.of("uninstall", "-y");
                    case LATEST -> List.of("install", "-U");
                    case FORCEREINSTALL -> List.of("install", "-U", "--force-reinstall");
                });
        words.addAll(request.extra());
        words.addAll(request.subject());
        return words;
    }

    private static List<String> maker(PipRequest request) {
        return words(request.place().virtualenvCommand());
    }

    /** The words of a line that was checked. */
    static List<String> words(String line) {
        try {
            return CommandWords.of(line);
        } catch (CommandWords.UnfinishedException e) {
            return List.of(line);
        }
    }

    /** Whether Python's own module makes the environment, which takes no Python to make it with. */
    static boolean isVenv(List<String> maker) {
        int module = maker.indexOf("-m");
        return (module >= 0
                        && module + 1 < maker.size()
                        && maker.get(module + 1).equals("venv"))
                || (!maker.isEmpty()
                        && maker.getFirst().toLowerCase(Locale.ROOT).endsWith("pyvenv"));
    }
}
