package play.converge;

import java.util.List;
import play.host.FileScript;
import play.host.FileState;
import play.host.Script;
import play.host.ShellWords;
import play.host.TemporaryName;
import play.module.Action;
import play.value.Bytes;
import play.value.Content;

/** Turns actions on files into shell: one script per action, which fails without leaving half a file. */
final class ActionScripts {
    private ActionScripts() {}

    /** The name under which a large file arrives beside its target. */
    static String arrival(String path, String nonce) {
        int slash = path.lastIndexOf('/');
        return path.substring(0, slash + 1) + TemporaryName.of(nonce);
    }

    /** Writes a file whose bytes come on standard input. */
    static Script write(Action.WriteFile action, Bytes bytes) {
        return checked(
                        action,
                        script(action.path(), FileScript.write(action.after().attributes(), "cat", ending(action))))
                .withStdin(bytes);
    }

    /** Writes a file that holds what another file of the host does. */
    static Script copy(Action.WriteFile action, Content.OnHost source) {
        String writing = "cat <" + ShellWords.quote(source.path());
        return checked(
                action, script(action.path(), FileScript.write(action.after().attributes(), writing, ending(action))));
    }

    /** Puts a file that has arrived beside its target in its place. */
    static Script place(Action.WriteFile action, String arrived) {
        String name = arrived.substring(arrived.lastIndexOf('/') + 1);
        FileState.Regular after = action.after();
        return checked(
                action,
                script(action.path(), FileScript.place(name, after.sha256(), after.attributes(), ending(action))));
    }

    /** A command of the user, which may leave anything behind. */
    private static Script checked(Action.WriteFile action, Script script) {
        return action.replacing().validate().isPresent() ? script.apartFromOthers() : script;
    }

    private static String ending(Action.WriteFile action) {
        String attributes = FileScript.attributes(action.after().attributes());
        return FileScript.check(action.replacing().validate())
                + (action.replacing().unsafeWrites() ? FileScript.inPlace(attributes) : "");
    }

    static Script makeDirectory(Action.MakeDirectory action) {
        return script(action.path(), FileScript.makeDirectory(action.after().attributes()));
    }

    static Script setAttributes(Action.SetAttributes action) {
        boolean folder = action.after() instanceof FileState.Directory;
        return script(
                action.path(),
                action.after()
                        .attributesIfAny()
                        .map(wanted -> FileScript.setAttributes(folder, wanted))
                        .orElse(""));
    }

    static Script link(Action.Link action) {
        return script(action.path(), FileScript.link(action.target()));
    }

    static Script remove(Action.Remove action) {
        String path = ShellWords.quote(action.path());
        return Script.of("[ -e " + path + " ] || [ -h " + path + " ] || exit 0\n" + FileScript.enter(action.path())
                + "rm -rf -- \"$n\"\n");
    }

    private static Script script(String path, String body) {
        return Script.of(FileScript.enter(path) + body);
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
            case Action.AwaitReturn<?> back -> "wait until " + back.wanted();
            case Action.Produce produce -> "produce " + produce.key();
        };
    }

    static List<String> titles(List<Action> actions) {
        return actions.stream().map(ActionScripts::title).toList();
    }
}
