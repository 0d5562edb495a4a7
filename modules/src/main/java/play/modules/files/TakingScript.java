package play.modules.files;

import java.util.List;
import play.host.FileScript;
import play.host.ShellWords;
import play.value.Foreseen;

/**
 * Takes files out of an archive: all of it is unpacked into a folder of its own beside the destination, which nobody
 * else may enter, and each wanted file renamed into its place, so that none is ever half there. Both folders are held
 * open, so that no link that comes meanwhile leads elsewhere, and what was not planned is not taken.
 *
 * @param archive on the host
 * @param brought whether the archive goes afterwards
 * @param bring shell lines that bring the archive, {@code $a}, into the folder that they are run in
 */
record TakingScript(String dest, String archive, boolean brought, String bring) {
    String of(List<Unpacking.Placed> files) {
        StringBuilder script = new StringBuilder(FileScript.inside(dest)).append(Archives.UNPACK);
        script.append("umask 077\nexec 6<.\na=")
                .append(ShellWords.quote(archive))
                .append("\nplay_boot\nplay_forgotten .\nt=$(mktemp -d \"./.play.$boot.XXXXXX\")\n");
        script.append("trap 'rm -rf -- \"/proc/self/fd/6/$t\"")
                .append(brought ? " \"$a\"" : "")
                .append("' EXIT\n");
        script.append("here=${PWD%/}\nn=$t\nplay_into\n").append(bring).append("mkdir x\ncd -P x\n");
        script.append("[ -O . ] || play_fail \"$p is not touched: another directory took the place of the one to unpack"
                + " into\"\n");
        script.append("exec 5<.\numask 022\nunpack \"$a\" .\n");
        // Links are made by steps of their own; gone, no path leads out of the folder, even if the archive is another
        // by now.
        script.append("find . -type l -exec rm -f -- {} +\n");
        files.forEach(file -> place(script, file));
        return script.toString();
    }

    private static void place(StringBuilder script, Unpacking.Placed file) {
        script.append("f=")
                .append(ShellWords.quote("./" + file.member()))
                .append("\np=")
                .append(ShellWords.quote(file.path()))
                .append('\n');
        if (file.after().sha256() instanceof Foreseen.Exactly<String>(String sum)) {
            script.append("[ \"$(play_digest sha256 \"$f\")\" = ")
                    .append(sum)
                    .append(" ] || play_fail \"the archive holds another $f by now\"\n");
        }
        script.append(FileScript.attributes(file.after().attributes()));
        script.append("( play_enter; [ ! -d \"$n\" ] || [ -h \"$n\" ] || play_fail \"$p is a directory\"; mv -fT --"
                + " \"/proc/self/fd/5/$f\" \"$n\" )\n");
    }
}
