package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import play.host.ScriptResult;
import play.host.UnknownStateException;

/** What a script says of each key: a word on a line of its own, then any text. */
record Answers(List<Answer> all, ScriptResult result) {
    /** Shell that ends the answer about a key. */
    static final String END = "printf '\\036\\n'\n";

    private static final String MARK = "\u001e\n";

    record Answer(String word, String text) {}

    static Answers of(ScriptResult result) {
        List<Answer> all = new ArrayList<>();
        String rest = result.out();
        for (int end = rest.indexOf(MARK); end >= 0; end = rest.indexOf(MARK)) {
            String[] parts = rest.substring(0, end).split("\n", 2);
            all.add(new Answer(parts[0], parts.length > 1 ? parts[1] : ""));
            rest = rest.substring(end + MARK.length());
        }
        return new Answers(all, result);
    }

    /** Of the key with this index. */
    Answer get(int index) throws UnknownStateException {
        if (index >= all.size()) {
            throw result.unknown("the host does not tell of its firewall");
        }
        return all.get(index);
    }
}
