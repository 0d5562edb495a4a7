package play.modules.rsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import play.host.Script;
import play.host.ShellWords;

/**
 * How rsync is called on each side.
 *
 * @param program on this side; on a host that has both sides, there
 * @param options its words before the paths
 * @param far shell source that is rsync on the other side
 * @param source absolute, on its side
 * @param target likewise
 */
record RsyncCall(String program, List<String> options, String far, String source, String target) {
    static final String USUAL = "rsync";

    /** Before what rsync tells of one file, as Ansible has it. */
    static final String MARK = "<<CHANGED>>";

    private static final String HOST = "host:";

    /** What leads to the other side is a plain program, which can't write to a stream that does not block. */
    private static final String BLOCKING = "--blocking-io";

    /** The environment variable that names the command which leads to the other side. */
    static final String REMOTE_SHELL = "RSYNC_RSH";

    /** After this word come paths as they are; values of options before it have backslashes for a shell. */
    private static final String PATHS_FOLLOW = ".";

    /** Newer ones put backslashes into paths for a shell of the host, of which there is none. */
    static final Map<String, String> PUSHING = Map.of("RSYNC_OLD_ARGS", "1");

    /** Of the words with which the other side is called: the names of the host and of the program there. */
    private static final int NAMES = 2;

    static final int NOT_THERE = 127;

    /** Its words to a host. The path there is taken as it is, wildcards in it too. */
    List<String> push() {
        return words(List.of(program, "--no-protect-args", BLOCKING), source, HOST + target);
    }

    /** From a host, where rsync takes wildcards in the path for what they match. */
    List<String> pull() {
        return words(List.of(program, "--protect-args", BLOCKING), HOST + source, target);
    }

    /** Where it has both sides. */
    List<String> alone() {
        return words(List.of(program), source, target);
    }

    private List<String> words(List<String> first, String from, String to) {
        return Stream.of(
                        first.stream(),
                        Stream.of("--8-bit-output"),
                        options.stream(),
                        Stream.of("--out-format=" + MARK + "%i %n%L", "--", from, to))
                .flatMap(words -> words)
                .toList();
    }

    /** What runs where it has both sides. */
    Script script() {
        return Script.of(parent() + there(program) + ShellWords.join(alone()) + "\n");
    }

    /** What runs on the host, made of the words with which rsync calls it. */
    String onHost(boolean receives, List<String> call) {
        int paths = call.lastIndexOf(PATHS_FOLLOW);
        List<String> words = new ArrayList<>();
        for (int at = NAMES; at < call.size(); at++) {
            String word = call.get(at);
            words.add(at < paths ? word.replaceAll("(?s)\\\\(.)", "$1") : word);
        }
        return (receives ? parent() : "") + (far.equals(USUAL) ? there(USUAL) + "exec " : "") + far + " "
                + ShellWords.join(words);
    }

    private static String there(String program) {
        String name = ShellWords.quote(program);
        return "command -v " + name + " >/dev/null 2>&1 || { echo " + name + "': not found' >&2; exit " + NOT_THERE
                + "; }; ";
    }

    /** A dry run of rsync does not miss it. */
    private String parent() {
        String clean = target.replaceFirst("/+$", "");
        int slash = clean.lastIndexOf('/');
        if (slash <= 0 || options.contains("--mkpath")) {
            return "";
        }
        String above = clean.substring(0, slash);
        return "[ -d " + ShellWords.quote(above) + " ] || { echo "
                + ShellWords.quote("the directory " + above + " is not there; make it first by 'file' with"
                        + " 'state: directory'")
                + " >&2; exit 3; }; ";
    }
}
