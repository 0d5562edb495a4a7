package play.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import play.source.SourceFile;

class ProblemListTest {
    @Test
    void aPlaceIsToldOnceHoweverItsFileIsCalled() {
        ProblemList problems = new ProblemList();
        problems.report(at("./group_vars/all.yml", "the first"));
        problems.report(at(Path.of("group_vars/all.yml").toAbsolutePath().toString(), "again"));
        problems.report(at("group_vars/web.yml", "another file"));
        problems.report(at("not a \0 path", "no file"));
        assertEquals(
                List.of("the first", "another file", "no file"),
                problems.sorted().stream().map(Diagnostic::summary).toList());
    }

    private static Diagnostic at(String file, String title) {
        return Diagnostic.error("yaml-syntax", title, "It is wrong.", new SourceFile(file, "a: b\n").span(0, 1));
    }
}
