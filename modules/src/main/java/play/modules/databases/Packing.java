package play.modules.databases;

import java.util.Arrays;
import play.host.ShellWords;

/** How the file of a dump is packed, which the end of its name tells. */
enum Packing {
    GZIP(".gz", "gzip"),
    BZIP2(".bz2", "bzip2"),
    XZ(".xz", "xz"),
    ZSTD(".zst", "zstd"),
    NONE("", "cat");

    private final String suffix;
    private final String program;

    Packing(String suffix, String program) {
        this.suffix = suffix;
        this.program = program;
    }

    static Packing of(String path) {
        return Arrays.stream(values())
                .filter(each -> path.endsWith(each.suffix))
                .findFirst()
                .orElse(NONE);
    }

    private String begin(String path) {
        return "command -v " + program + " >/dev/null || { echo 'the host has no program " + program
                + "; install it' >&2; exit 1; }\ntarget=" + ShellWords.quote(path) + "\n";
    }

    /**
     * Shell that writes what a command prints to a file, packed; what was there stays if either fails. Only this user
     * can read a new file, one that is there keeps its mode.
     */
    String writing(String command, String path) {
        return begin(path) + """
            t=$(mktemp -- "$target.XXXXXXXXXX") || exit
            trap 'rm -f -- "$t"' EXIT
            code=$({ { %s 3>&-; echo $? >&3; } | %s >"$t"; } 3>&1) || exit
            [ "$code" = 0 ] || exit "${code:-1}"
            if [ -f "$target" ]; then chmod --reference="$target" -- "$t"; fi
            mv -fT -- "$t" "$target"
            """.formatted(command, program);
    }

    /**
     * Shell that has a command read what is in a file, unpacked.
     *
     * @param first shell whose output it reads before
     */
    String reading(String first, String command, String path) {
        return begin(path) + """
            code=$({ { { %s%s <"$target"; } 3>&-; echo $? >&3; } | %s 3>&- >/dev/null; } 3>&1) || exit
            [ "$code" = 0 ] || { echo "$target cannot be read" >&2; exit 1; }
            """.formatted(first, this == NONE ? program : program + " -dc", command);
    }
}
