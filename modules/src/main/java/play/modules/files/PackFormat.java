package play.modules.files;

import java.util.List;

/** How files are packed, by programs of the host. */
public enum PackFormat {
    GZ("gzip", "z"),
    BZ2("bzip2", "j"),
    XZ("xz", "J"),
    TAR("", ""),
    ZIP("zip", "");

    /** What a script says where a program is missing. */
    static final String LACKING = "is missing here";

    private final String program;
    private final String option;

    PackFormat(String program, String option) {
        this.program = program;
        this.option = option;
    }

    /** Whether one file can be compressed as it is. */
    boolean compresses() {
        return !option.isEmpty();
    }

    private List<String> programs(boolean single) {
        return this == ZIP ? List.of("zip", "unzip") : single ? List.of(program) : List.of("tar", program);
    }

    private String needing(boolean single) {
        StringBuilder script = new StringBuilder();
        programs(single).stream()
                .filter(name -> !name.isEmpty())
                .forEach(name -> script.append("command -v ")
                        .append(name)
                        .append(" >/dev/null || { echo '")
                        .append(name)
                        .append(' ')
                        .append(LACKING)
                        .append(", which the format needs; install it' >&2; exit 1; }\n"));
        return script.toString();
    }

    /** Shell lines that define {@code unpack}, for archive {@code $a} and a folder {@code $t}. */
    String unpacking(boolean single) {
        return needing(single)
                + switch (this) {
                    case ZIP -> "ln -s -- \"$a\" \"$t/a.zip\"; a=$t/a.zip\n";
                    case TAR, GZ, BZ2, XZ ->
                        single
                                ? "unpack() { " + program + " -dc <\"$1\" >\"$2/only\"; }\n"
                                : "unpack() { tar -xpo" + option + "f \"$1\" -C \"$2\"; }\n";
                };
    }

    /**
     * Shell lines that define {@code pack}, which puts out the archive of what standard input lists by names that end
     * in NUL bytes, in the folder {@code $root}; of one file {@code $only} where it is {@code single}.
     */
    String packing(boolean single) {
        String command = switch (this) {
            case ZIP -> "( cd -P -- \"$root\" && tr '\\000' '\\n' | zip -q -X -y - -@ )";
            case TAR, GZ, BZ2, XZ ->
                single ? program + " -c <\"$only\"" : "tar -C \"$root\" --null --no-recursion -T - -c" + option + "f -";
        };
        return needing(single) + "pack() { " + command + "; }\n";
    }
}
