package play.modules.languages;

import java.util.ArrayList;
import java.util.List;
import play.host.Script;
import play.host.ShellWords;

/** What is run on a host for {@code npm}. */
final class NpmScripts {
    /** Finds npm, or says what is missing by {@code missing}; leaves it in {@code $npm}. */
    private static final String FIND = """
        if [ -n "$executable" ]; then
          npm=$executable
          PATH=${npm%/*}:$PATH
          [ -x "$npm" ] || { missing "the host has no program $npm"; exit "$without"; }
        else
          npm=$(command -v npm) || { missing 'the host has no npm; install it'; exit "$without"; }
        fi
        command -v node >/dev/null || { missing 'the host has no node for npm; install nodejs'; exit "$without"; }
        export npm_config_update_notifier=false npm_config_audit=false npm_config_fund=false
        """;

    /** Prints what npm would do. Takes: npm, state, whether by the lock file, name, version, where, npm's words. */
    private static final String ASK = """
        const cp = require('child_process'), fs = require('fs');
        const [npm, state, ci, name, version, folder, ...words] = process.argv.slice(1);
        const out = [];
        function say(...parts) { process.stdout.write(parts.map(p => p + '\\0').join('')); process.exit(0); }
        function hindered(why) { say('hindered', why); }
        function run(...args) {
          const r = cp.spawnSync(npm, args.concat('--json', words), {encoding: 'utf8', maxBuffer: 1 << 28});
          let told;
          try { told = JSON.parse(r.stdout || '{}'); } catch (e) { say('failed', r.stderr || r.stdout); }
          if (told.error && told.error.code !== 'ELSPROBLEMS') say('failed', told.error.summary || r.stderr);
          if (r.error) say('failed', String(r.error.message));
          return told;
        }
        function listed(...args) { return run('list', '--depth=0', ...args).dependencies || {}; }
        function read(file, otherwise) {
          try { return JSON.parse(fs.readFileSync(file, 'utf8')); } catch (e) {
            if (e.code === 'ENOENT') return otherwise;
            hindered(folder + '/' + file + ' cannot be read: ' + e.message);
          }
        }
        const wrong = p => p.missing || p.invalid;

        /** Where what is there is not what the lock file says. */
        function unlocked() {
          const lock = read('package-lock.json', null) || read('npm-shrinkwrap.json', null);
          if (!lock) hindered('there is no package-lock.json in ' + folder + ', which ci goes by');
          if (!lock.packages) hindered(folder + '/package-lock.json is of npm 6; have npm write it anew');
          const there = read('node_modules/.package-lock.json', {packages: {}}).packages;
          for (const [at, p] of Object.entries(lock.packages)) {
            const omitted = p.optional || p.devOptional || (p.dev && words.includes('--production'));
            const was = there[at] || {};
            if (at && (there[at] || !omitted) && (was.version !== p.version || was.resolved !== p.resolved
                || !fs.existsSync(at)))
              out.push(p.name || at.replace(/^.*node_modules\\//, ''), was.version || '', p.version || '');
          }
          for (const [at, p] of Object.entries(there))
            if (!lock.packages[at]) out.push(at.replace(/^.*node_modules\\//, ''), p.version || '', '');
        }

        function named() {
          const there = listed()[name];
          const was = there && !there.missing ? there.version || '' : '';
          if (state === 'absent') { if (was) out.push(name, was, ''); return; }
          const right = there && !wrong(there) && (!version || version === was || fits());
          if (!right) out.push(name, was, version || 'new');
          else if (state === 'latest') outdated(name);
        }
        function fits() { const p = listed(name + '@' + version)[name]; return p && !wrong(p); }

        function outdated(...names) {
          for (const [n, p] of Object.entries(run('outdated', ...names)))
            if (p.current !== p.wanted) out.push(n, p.current || '', p.wanted || '');
        }

        function all() {
          if (!fs.existsSync('package.json')) hindered('there is no package.json in ' + folder);
          for (const [n, p] of Object.entries(listed()))
            if (wrong(p)) out.push(n, p.missing ? '' : p.version || '', p.required && String(p.required.version
              || p.required._id || p.required) || 'new');
          if (state === 'latest') outdated();
        }
        if (ci) unlocked(); else if (name) named(); else all();
        say('told', folder, '', ...out);
        """;

    private NpmScripts() {}

    /** Asks npm, and leaves no trace: no log, no cache. */
    static String asking(NpmModule.Params params) {
        return "ask=" + ShellWords.quote(ASK) + "\n" + variables(params) + """
            without=0
            missing() { printf 'hindered\\0%s\\0' "$1"; }
            """ + FIND + """
            npm_config_cache=$(mktemp -d) || exit 1
            trap 'rm -rf "$npm_config_cache"' EXIT
            export npm_config_cache npm_config_logs_max=0
            if [ -z "$folder" ]; then
              folder=$("$npm" config get prefix) || exit 1
              cd /
            elif [ -d "$folder" ]; then
              cd -- "$folder"
            else
              if [ -z "$name" ]; then missing "there is no directory $folder with a package.json"; exit 0; fi
              printf 'told\\0%s\\0\\0' "$folder"
              [ "$state" = absent ] || printf '%s\\0\\0%s\\0' "$name" "${version:-new}"
              exit 0
            fi
            node -e "$ask" -- "$npm" "$state" "$ci" "$name" "$version" "$folder"\s"""
                + ShellWords.join(options(params)) + "\n";
    }

    /** Has npm act. */
    static Script acting(NpmModule.Params params) {
        return Script.of("set -e\n" + variables(params) + """
            without=1
            missing() { printf '%s\\n' "$1" >&2; }
            """ + FIND + """
            if [ -n "$folder" ]; then mkdir -p -- "$folder"; fi
            cd -- "${folder:-/}"
            "$npm"\s""" + ShellWords.join(words(params)) + " >&2\n"
                        + (updates(params) ? "\"$npm\" " + ShellWords.join(updating(params)) + " >&2\n" : ""))
                .within(PipScripts.LONGEST);
    }

    private static boolean updates(NpmModule.Params params) {
        return params.state() == NpmModule.State.LATEST;
    }

    private static String variables(NpmModule.Params params) {
        return "executable=" + ShellWords.quote(params.executable().orElse(""))
                + "\nfolder="
                + ShellWords.quote(params.global() ? "" : params.path().orElse(""))
                + "\nstate=" + params.state().word()
                + "\nci=" + (params.ci() ? "true" : "")
                + "\nname=" + ShellWords.quote(params.name().orElse(""))
                + "\nversion=" + ShellWords.quote(params.version().orElse("")) + "\n";
    }

    /** What npm is called with. */
    static List<String> words(NpmModule.Params params) {
        List<String> words = new ArrayList<>(
                List.of(params.ci() ? "ci" : params.state() == NpmModule.State.ABSENT ? "uninstall" : "install"));
        words.addAll(options(params));
        params.name().ifPresent(name -> words.add(params.subject()));
        return words;
    }

    /** What is there already is brought up to date by another word than what is missing. */
    private static List<String> updating(NpmModule.Params params) {
        List<String> words = new ArrayList<>(List.of("update"));
        words.addAll(options(params));
        params.name().ifPresent(words::add);
        return words;
    }

    private static List<String> options(NpmModule.Params params) {
        List<String> options = new ArrayList<>();
        option(options, params.global(), "--global");
        option(options, params.production() && params.state() != NpmModule.State.ABSENT, "--production");
        option(options, params.ignoreScripts(), "--ignore-scripts");
        option(options, params.unsafePerm(), "--unsafe-perm");
        params.registry().ifPresent(url -> options.addAll(List.of("--registry", url)));
        option(options, params.noOptional(), "--no-optional");
        option(options, params.noBinLinks(), "--no-bin-links");
        option(options, params.force(), "--force");
        return options;
    }

    private static void option(List<String> options, boolean wanted, String word) {
        if (wanted) {
            options.add(word);
        }
    }
}
