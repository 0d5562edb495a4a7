package play.modules.remains;

import java.util.ArrayList;
import java.util.List;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Looks for what is left of one kind.
 *
 * @param name of what is looked for, singular
 * @param body shell that prints what it finds of {@code $1}, a line each, and fails with a reason where it can't tell
 */
public record Search(String name, String body) implements StateFamily<Remains> {
    private static final String END = "=end ";

    @Override
    public Class<Remains> type() {
        return Remains.class;
    }

    @Override
    public Script read(List<StateKey<Remains>> keys) {
        StringBuilder script = new StringBuilder(
                "export LC_ALL=C\nPATH=$PATH:/usr/sbin:/sbin:/usr/local/bin\nlook() {\n" + body + "}\n");
        for (StateKey<Remains> key : keys) {
            script.append("(look ")
                    .append(ShellWords.quote(key.id()))
                    .append(" 2>&1); s=$?; echo; echo \"")
                    .append(END)
                    .append("$s\"\n");
        }
        return Script.of(script.toString());
    }

    @Override
    public Told<Remains> told(List<StateKey<Remains>> keys, ScriptResult result) {
        List<Answer> answers = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : result.lines()) {
            if (line.startsWith(END)) {
                answers.add(new Answer(line.equals(END + "0"), lines));
                lines = new ArrayList<>();
            } else if (!line.isBlank()) {
                lines.add(line.strip());
            }
        }
        return (index, id) -> {
            String failure = "the host does not tell of " + name + " " + id;
            if (index >= answers.size()) {
                throw result.unknown(failure);
            }
            Answer answer = answers.get(index);
            if (!answer.whole()) {
                throw new UnknownStateException(failure + ": " + String.join("; ", answer.lines()));
            }
            return new Remains(answer.lines());
        };
    }

    /** What was said of one key: all there is, or why that can't be told. */
    private record Answer(boolean whole, List<String> lines) {}
}
