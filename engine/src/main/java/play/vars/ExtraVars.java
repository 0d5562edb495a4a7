package play.vars;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.TextFiles;
import play.load.ArgumentWords;
import play.load.DataReader;
import play.playbook.Vars;
import play.source.FileNames;
import play.source.SourceFile;
import play.source.Span;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

/** Reads what {@code -e} is given: {@code name=value} words, whose values are text; YAML or JSON; {@code @file}. */
public final class ExtraVars {
    private static final String OPTION = "--extra-vars";

    private final DataReader data;
    private final VaultNodes nodes;
    private final Problems problems;

    public ExtraVars(DataReader data, VaultNodes nodes, Problems problems) {
        this.data = data;
        this.nodes = nodes;
        this.problems = problems;
    }

    /** The variables of all options together; later ones win. */
    public Vars read(List<String> options) {
        Vars all = Vars.NONE;
        for (String option : options) {
            all = all.and(one(option.strip()));
        }
        return all;
    }

    private Vars one(String option) {
        if (option.startsWith("@")) {
            return file(option.substring(1));
        }
        SourceFile source = new SourceFile(OPTION, option);
        if (option.startsWith("{") || option.startsWith("[")) {
            return document(source);
        }
        return data.vars(new YamlNode.Mapping(words(source), source.whole()));
    }

    private Vars file(String file) {
        return TextFiles.read(file, problems).map(this::document).orElse(Vars.NONE);
    }

    private Vars document(SourceFile source) {
        Optional<YamlNode> root = nodes.document(source);
        return root.map(data::vars).orElse(Vars.NONE);
    }

    private List<YamlNode.Entry> words(SourceFile source) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        int[] offsets = IntStream.rangeClosed(0, source.text().length()).toArray();
        ArgumentWords words = ArgumentWords.of(YamlNode.Scalar.plain(source.text(), source.whole(), offsets));
        for (ArgumentWords.Word word : words.all()) {
            word.pair()
                    .ifPresentOrElse(
                            pair -> entries.add(new YamlNode.Entry(pair.name(), pair.value())),
                            () -> refuse(word.written()));
        }
        words.open().ifPresent(at -> refuse("This quote is not closed.", source.span(at, at + 1)));
        return entries;
    }

    private void refuse(YamlNode.Scalar word) {
        boolean file = FileNames.path(word.text()).filter(Files::exists).isPresent();
        String hint = file ? " Write '@" + word.text() + "' for the file." : "";
        refuse("-e takes 'name=value', YAML that begins with '{', or '@file'." + hint, word.span());
    }

    private void refuse(String detail, Span place) {
        problems.report(Diagnostic.error("extra-vars", "Variables are not a mapping", detail, place));
    }
}
