package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.playbook.SearchPath;
import play.source.Located;

/** Reads {@code collections}: where modules and roles whose names have no dot are looked for first. */
final class CollectionsReader {
    private static final String KEY = "collections";
    private static final Pattern NAME = Pattern.compile("\\w+\\.\\w+");

    private final Problems problems;

    CollectionsReader(Problems problems) {
        this.problems = problems;
    }

    /** What is around a step, with the collections that the step names itself. */
    Enclosing inside(Keys keys, Enclosing around) {
        return keys.has(KEY) ? around.searching(read(keys)) : around;
    }

    SearchPath inside(Keys keys, SearchPath files) {
        return keys.has(KEY) ? files.searching(read(keys)) : files;
    }

    /** The names in their order; what is no name of a collection is reported. */
    List<String> read(Keys keys) {
        List<String> names = new ArrayList<>();
        for (Located<String> name : keys.texts(KEY, false)) {
            if (NAME.matcher(name.value()).matches()) {
                names.add(name.value());
            } else {
                problems.report(Diagnostic.error(
                        "invalid-name",
                        "Invalid name",
                        "'" + name.value() + "' is no name of a collection, such as 'community.general'.",
                        name.span()));
            }
        }
        return names;
    }
}
