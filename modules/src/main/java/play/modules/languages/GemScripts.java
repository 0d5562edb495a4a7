package play.modules.languages;

import java.util.ArrayList;
import java.util.List;
import play.host.Script;
import play.host.ShellWords;

/** What is run on a host for {@code gem}. */
final class GemScripts {
    /**
     * Finds gem, and begins to print: {@code folders} are all that it writes to. {@code versions} prints those of a
     * list of gems, newest first, one per line.
     */
    private static final String ASK = """
        hindered() { printf 'hindered\\0%s\\0' "$1"; exit 0; }
        failed() { printf 'failed\\0%s\\0' "$1"; exit 0; }
        gem=${executable:-$(command -v gem)} || hindered 'the host has no gem; install ruby'
        [ -x "$gem" ] || hindered "the host has no program $gem"
        about=$("$gem" environment 2>&1) || failed "$about"
        GEM_SPEC_CACHE=$(mktemp -d) || exit 1
        trap 'rm -rf "$GEM_SPEC_CACHE"' EXIT
        export GEM_SPEC_CACHE
        folder() { printf '%s\\n' "$about" | sed -n "s/^ *- $1: //p"; }
        folders() {
          for path in "$(folder 'INSTALLATION DIRECTORY')" "$(folder 'USER INSTALLATION DIRECTORY')" \\
            "$(folder 'EXECUTABLE DIRECTORY')" "$(folder 'SPEC CACHE DIRECTORY')" ~/.gem ~/.local \\
            "$install_dir" "$bindir"
          do
            [ -z "$path" ] || printf '%s\\0' "$path"
          done
          printf '\\0'
        }
        versions() {
          awk -v name="$name" '$1 == name { sub(/^[^(]*[(]/, ""); sub(/[)]$/, ""); print }' | tr ',' '\\n' |
            sed 's/^ *//; s/^default: */default:/; s/ .*//'
        }
        if [ -n "$install_dir" ]; then export GEM_HOME="$install_dir" GEM_PATH="$install_dir"; fi
        local=$("$gem" list $norc --local --exact --all --prerelease "$name" 2>&1) || failed "$local"
        there=$(printf '%s\\n' "$local" | versions)
        newest=$(printf '%s\\n' "$there" | sed -n 's/^default://;1p')
        meets() { "$gem" list $norc --local --exact --installed --version "$version" "$name" >/dev/null 2>&1; }
        case $state in
          present)
            if [ -n "$version" ]; then meets && right=true; elif [ -n "$there" ]; then right=true; fi
            set -- "$name" "$newest" "${version:-new}"
            ;;
          latest)
            far=$("$gem" list $norc --remote --exact --all $source "$name" $pre 2>&1) || failed "$far"
            wanted=$(printf '%s\\n' "$far" | versions | head -n 1)
            [ -n "$wanted" ] || failed "no gem $name is offered: $far"
            ! printf '%s\\n' "$there" | sed 's/^default://' | grep -qxF -- "$wanted" || right=true
            set -- "$name" "$newest" "$wanted"
            ;;
          absent)
            if [ -n "$version" ]; then
              meets || right=true
              set -- "$name" "$version" ''
            else
              set --
              own=$(printf '%s\\n' "$there" | grep -v '^default:')
              for one in $own; do set -- "$@" "$name" "$one" ''; done
              [ -z "$there" ] || [ -n "$own" ] || hindered "$name is part of Ruby, so it cannot be removed"
            fi
            ;;
        esac
        [ -z "$right" ] || set --
        printf 'told\\0'
        folders
        for part do printf '%s\\0' "$part"; done
        """;

    private GemScripts() {}

    /** Asks gem, and leaves no trace. */
    static String asking(GemModule.Params params) {
        return "name=" + ShellWords.quote(params.name())
                + "\nversion=" + ShellWords.quote(params.version().orElse(""))
                + "\nstate=" + params.state().word()
                + "\nexecutable=" + ShellWords.quote(params.executable().orElse(""))
                + "\ninstall_dir=" + ShellWords.quote(params.installDir().orElse(""))
                + "\nbindir=" + ShellWords.quote(params.bindir().orElse(""))
                + "\nnorc=" + (params.norc() ? "--norc" : "")
                + "\npre=" + (params.preRelease() ? "--prerelease" : "")
                + "\nsource="
                + params.repository()
                        .map(url -> ShellWords.quote("--source=" + url))
                        .orElse("")
                + "\nright=\n" + ASK;
    }

    /** Has gem act. */
    static Script acting(GemModule.Params params) {
        String program = params.executable().map(ShellWords::quote).orElse("gem");
        String removing = params.installDir()
                .filter(folder -> params.state() == GemModule.State.ABSENT)
                .map(ShellWords::quote)
                .map(folder -> "export GEM_HOME=" + folder + " GEM_PATH=" + folder + "\n")
                .orElse("");
        return Script.of(removing + program + " " + ShellWords.join(words(params)) + " >&2\n")
                .within(PipScripts.LONGEST);
    }

    /** What gem is called with. */
    static List<String> words(GemModule.Params params) {
        return params.state() == GemModule.State.ABSENT ? removing(params) : installing(params);
    }

    private static List<String> installing(GemModule.Params params) {
        List<String> words = new ArrayList<>(List.of("install"));
        option(words, params.norc(), "--norc");
        params.version().ifPresent(version -> words.addAll(List.of("--version", version)));
        params.repository().ifPresent(url -> words.add("--source=" + url));
        option(words, !params.includeDependencies(), "--ignore-dependencies");
        words.add(params.userInstall() ? "--user-install" : "--no-user-install");
        params.installDir().ifPresent(folder -> words.addAll(List.of("--install-dir", folder)));
        params.bindir().ifPresent(folder -> words.addAll(List.of("--bindir", folder)));
        option(words, params.preRelease(), "--prerelease");
        option(words, !params.includeDoc(), "--no-document");
        option(words, params.envShebang(), "--env-shebang");
        option(words, params.force(), "--force");
        words.add(params.gemSource().orElse(params.name()));
        params.buildFlags().ifPresent(flags -> {
            words.add("--");
            words.addAll(PipScripts.words(flags));
        });
        return words;
    }

    /** Programs go too, without a question. */
    private static List<String> removing(GemModule.Params params) {
        List<String> words = new ArrayList<>(List.of("uninstall"));
        option(words, params.norc(), "--norc");
        params.installDir().ifPresent(folder -> words.addAll(List.of("--install-dir", folder)));
        params.bindir().ifPresent(folder -> words.addAll(List.of("--bindir", folder)));
        option(words, params.userInstall(), "--user-install");
        params.version()
                .ifPresentOrElse(version -> words.addAll(List.of("--version", version)), () -> words.add("--all"));
        words.add("--executables");
        option(words, params.force(), "--force");
        words.add(params.name());
        return words;
    }

    private static void option(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }
}
