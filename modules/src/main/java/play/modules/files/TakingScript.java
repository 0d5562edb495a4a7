package play.modules.files;

import java.util.List;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.ShellWords;
import play.value.Foreseen;

/**
 * Takes files out of an archive: all of it is unpacked beside the destination, and each wanted file renamed into its place,
 * so that none is ever half there.
 *
 * @param archive on the host
 * @param brought whether the archive goes afterwards
 */
record TakingScript(String dest, String archive, boolean brought) {
  String of(List<Unpacking.Placed> files) {
    StringBuilder script = new StringBuilder(Archives.UNPACK);
    script.append("set -e; umask 022\ndest=").append(ShellWords.quote(dest)).append("\na=").append(ShellWords.quote(archive));
    script.append("\nt=$(mktemp -d \"$dest/.play.XXXXXX\")\n");
    script.append("trap 'rm -rf -- \"$t\"").append(brought ? " \"$a\"" : "").append("' EXIT\n");
    script.append("mkdir \"$t/x\"; unpack \"$a\" \"$t/x\"; cd \"$t/x\"\n");
    // Links are made by steps of their own; gone, no path leads out of the folder, even if the archive is another by now.
    script.append("find . -type l -exec rm -f -- {} +\n");
    files.forEach(file -> place(script, file));
    return script.toString();
  }

  private static void place(StringBuilder script, Unpacking.Placed file) {
    String from = ShellWords.quote("./" + file.member());
    Attributes attributes = file.after().attributes();
    if (attributes.owner() instanceof Foreseen.Exactly<String>(String owner)) {
      script.append("chown ").append(ShellWords.quote(owner)).append(' ').append(from).append('\n');
    }
    if (attributes.group() instanceof Foreseen.Exactly<String>(String group)) {
      script.append("chgrp ").append(ShellWords.quote(group)).append(' ').append(from).append('\n');
    }
    if (attributes.mode() instanceof Foreseen.Exactly<Mode>(Mode mode)) {
      script.append("chmod ").append(mode).append(' ').append(from).append('\n');
    }
    String to = ShellWords.quote(file.path());
    // A link to a directory would take the file in.
    script.append("if [ -h ").append(to).append(" ]; then rm -f -- ").append(to).append("; fi\n");
    script.append("mv -f -- ").append(from).append(' ').append(to).append('\n');
  }
}
