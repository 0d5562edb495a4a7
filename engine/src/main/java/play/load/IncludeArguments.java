package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.yaml.YamlNode;

/** The arguments of includes and imports, in each form they are written in. */
final class IncludeArguments {
    private final Problems problems;

    IncludeArguments(Problems problems) {
        this.problems = problems;
    }

    /** Those below {@code args} count too. */
    Optional<Keys> of(YamlNode.Entry action, Optional<YamlNode> more) {
        Optional<Keys> own = of(action);
        if (own.isPresent() && more.isPresent() && more.get() instanceof YamlNode.Mapping args) {
            List<YamlNode.Entry> all = new ArrayList<>(own.get().mapping().entries());
            all.addAll(args.entries());
            return Optional.of(
                    new Keys(new YamlNode.Mapping(all, own.get().mapping().span()), problems));
        }
        own.ifPresent(keys -> more.filter(node -> !(node instanceof YamlNode.Mapping))
                .ifPresent(node -> keys.wrong("args", "a mapping", node)));
        return own;
    }

    /** A text is the name of the file. */
    private Optional<Keys> of(YamlNode.Entry action) {
        return switch (action.value()) {
            case YamlNode.Mapping map -> Optional.of(new Keys(map, problems));
            case YamlNode.Scalar scalar
            when !Keys.isNothing(scalar)
                    && action.key().text().endsWith("_tasks")
                    && named(scalar).filter(keys -> keys.has("file")).isEmpty() -> {
                YamlNode.Scalar key = action.key();
                YamlNode.Scalar file =
                        new YamlNode.Scalar("file", "file", Optional.empty(), false, key.span(), key.offsets());
                yield Optional.of(new Keys(
                        new YamlNode.Mapping(List.of(new YamlNode.Entry(file, scalar)), scalar.span()), problems));
            }
            case YamlNode.Scalar scalar -> named(scalar).or(() -> wrongArguments(action));
            case YamlNode.Sequence list -> wrongArguments(action);
        };
    }

    /** {@code name=web tasks_from=install}; nothing where any word is none of these. */
    private Optional<Keys> named(YamlNode.Scalar text) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        List<ArgumentWords.Word> words = ArgumentWords.of(text).all();
        words.forEach(word ->
                word.pair().ifPresent(pair -> entries.add(new YamlNode.Entry(pair.name(), pair.value()))));
        return words.isEmpty() || entries.size() < words.size()
                ? Optional.empty()
                : Optional.of(new Keys(new YamlNode.Mapping(entries, text.span()), problems));
    }

    private Optional<Keys> wrongArguments(YamlNode.Entry action) {
        String name = action.key().text();
        String what = name.endsWith("_tasks") ? "the name of a file" : "a mapping with 'name', the role";
        problems.report(Diagnostic.error(
                "wrong-type",
                "Wrong type of value",
                "'" + name + "' takes " + what + ".",
                action.value().span()));
        return Optional.empty();
    }
}
