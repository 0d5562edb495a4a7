package play.run;

import java.util.List;
import play.host.FileState;
import play.host.Mode;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.value.Bytes;
import play.value.Foreseen;

/** Turns actions on files into shell: one script per action, which fails without leaving half a file. */
final class Steps {
  /** Labels a new file like the file it replaces, where SELinux is on; elsewhere it costs nothing. */
  private static final String LABEL =
      "if [ -e /sys/fs/selinux/enforce ] && [ -e \"$p\" ]; then chcon --reference=\"$p\" -- \"$t\" || :; fi\n";

  private Steps() {}

  /** The name under which a large file arrives beside its target. */
  static String arrival(String path, String nonce) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1) + ".play." + nonce;
  }

  /** Writes a file whose bytes come on standard input. */
  static Script write(Action.WriteFile action, Bytes bytes) {
    String take = "umask 077\nt=$(mktemp \"${p%/*}/.play.XXXXXX\") || exit 1\ntrap 'rm -f -- \"$t\"' EXIT\ncat >\"$t\"\n";
    return Script.of(start(action.path()) + take + finish(action)).withStdin(bytes);
  }

  /** Puts a file that has arrived beside its target in its place. */
  static Script place(Action.WriteFile action, String arrived) {
    String take = "t=" + ShellWords.quote(arrived) + "\ntrap 'rm -f -- \"$t\"' EXIT\n";
    return Script.of(start(action.path()) + take + finish(action));
  }

  private static String start(String path) {
    return "set -e\np=" + ShellWords.quote(path) + "\n"
        + "if [ -d \"$p\" ] && [ ! -h \"$p\" ]; then echo \"$p is a directory\" >&2; exit 1; fi\n";
  }

  private static String finish(Action.WriteFile action) {
    String check =
        action.validate().map(command -> command.replace("%s", "\"$t\"") + " >&2 </dev/null\n").orElse("");
    return attributes("$t", action.after().attributes())
        + LABEL
        + check
        + "sync -- \"$t\" 2>/dev/null || sync\nmv -f -- \"$t\" \"$p\"\ntrap - EXIT\n";
  }

  static Script makeDirectory(Action.MakeDirectory action) {
    return Script.of(
        "set -e\np=" + ShellWords.quote(action.path()) + "\nmkdir -- \"$p\"\n" + attributes("$p", action.after().attributes()));
  }

  static Script setAttributes(Action.SetAttributes action) {
    return Script.of(
        "set -e\np=" + ShellWords.quote(action.path()) + "\n"
            + action.after().attributesIfAny().map(wanted -> attributes("$p", wanted)).orElse(""));
  }

  /** The link is made beside and renamed over what is there, so that the path never misses. */
  static Script link(Action.Link action) {
    return Script.of(
        "set -e\np=" + ShellWords.quote(action.path()) + "\nt=\"${p%/*}/.play.$$\"\n"
            + "if [ -d \"$p\" ] && [ ! -h \"$p\" ]; then echo \"$p is a directory\" >&2; exit 1; fi\n"
            + "ln -s -- " + ShellWords.quote(action.target()) + " \"$t\"\n"
            + "mv -fT -- \"$t\" \"$p\" 2>/dev/null || { rm -f -- \"$p\"; mv -f -- \"$t\" \"$p\"; }\n");
  }

  static Script remove(Action.Remove action) {
    return Script.of("rm -rf -- " + ShellWords.quote(action.path()));
  }

  /** Owner first: changing it clears the set-user bits. Attributes not known beforehand are left alone. */
  private static String attributes(String variable, FileState.Attributes wanted) {
    StringBuilder script = new StringBuilder();
    String path = " -- \"" + variable + "\"\n";
    if (wanted.owner() instanceof Foreseen.Exactly<String>(String owner)) {
      script.append("chown ").append(ShellWords.quote(owner)).append(path);
    }
    if (wanted.group() instanceof Foreseen.Exactly<String>(String group)) {
      script.append("chgrp ").append(ShellWords.quote(group)).append(path);
    }
    if (wanted.mode() instanceof Foreseen.Exactly<Mode>(Mode mode)) {
      script.append("chmod ").append(mode).append(path);
    }
    return script.toString();
  }

  /** What a step is called in reports. */
  static String title(Action action) {
    return switch (action) {
      case Action.WriteFile write -> "write " + write.path();
      case Action.MakeDirectory directory -> "make directory " + directory.path();
      case Action.SetAttributes attributes -> "set attributes of " + attributes.path();
      case Action.Link link -> "link " + link.path();
      case Action.Remove remove -> "remove " + remove.path();
      case Action.Run run -> run.title();
      case Action.Await<?> await -> "wait until " + await.wanted();
      case Action.Reconnect reconnect -> "connect anew";
      case Action.Produce produce -> "produce " + produce.key();
    };
  }

  static List<String> titles(List<Action> actions) {
    return actions.stream().map(Steps::title).toList();
  }
}
