package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import play.source.SourceFile;
import play.source.Span;
import play.vault.VaultNodes;
import play.yaml.YamlNode;
import play.yaml.YamlNode.Entry;
import play.yaml.YamlNode.Mapping;
import play.yaml.YamlNode.Scalar;
import play.yaml.YamlNode.Sequence;

/**
 * One task that the command line gives instead of a playbook.
 *
 * @param pattern which hosts it is for
 * @param module its name
 * @param arguments in the short form of a task, or a mapping of YAML or JSON that begins with a brace; may be blank
 */
public record AdHocTask(SourceFile pattern, SourceFile module, SourceFile arguments) {
    /** As Ansible calls it. */
    private static final String TITLE = "Ansible Ad-Hoc";

    /** A brace alone may also begin a list of commands or a template. */
    private static final Pattern MAPPING =
            Pattern.compile("\\{\\s*(?:\\}|(?:\"[^\"]*\"\\s*:|(?:'[^']*'|\\w+)\\s*:\\s).*\\})", Pattern.DOTALL);

    /** The play that has nothing but this task; nothing where the arguments are broken, which is reported. */
    Optional<Mapping> play(VaultNodes nodes) {
        Span place = module.whole();
        return called(nodes).map(called -> {
            Mapping task = new Mapping(List.of(new Entry(text(module), called)), place);
            List<Entry> keys = new ArrayList<>();
            keys.add(new Entry(key("name"), Scalar.madeOf(place, TITLE)));
            keys.add(new Entry(key("hosts"), text(pattern)));
            keys.add(new Entry(key("gather_facts"), Scalar.madeOf(place, "no")));
            keys.add(new Entry(key("tasks"), new Sequence(List.of(task), place)));
            return new Mapping(keys, place);
        });
    }

    private Optional<YamlNode> called(VaultNodes nodes) {
        String text = arguments.text().strip();
        if (text.isEmpty()) {
            return Optional.of(new Mapping(List.of(), module.whole()));
        }
        return MAPPING.matcher(text).matches() ? nodes.document(arguments) : Optional.of(text(arguments));
    }

    private Scalar key(String name) {
        return Scalar.madeOf(module.whole(), name);
    }

    private static Scalar text(SourceFile source) {
        int[] offsets = IntStream.rangeClosed(0, source.text().length()).toArray();
        return Scalar.plain(source.text(), source.whole(), offsets);
    }
}
