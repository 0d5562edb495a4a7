package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.testkit.Parameters;

class TarOptionsTest {
    @Test
    void levelsAndPatternsAreWrittenInOneWordOrTwo() {
        TarOptions none = new TarOptions(1, List.of(), false, List.of());
        assertEquals(none, TarOptions.of(List.of("--strip-components=1")));
        assertEquals(none, TarOptions.of(List.of("--strip-components", "1", "--no-same-owner")));
        assertEquals(none, TarOptions.of(List.of("--strip 1")));
        assertEquals(
                new TarOptions(0, List.of("a b", "*.c"), true, List.of()),
                TarOptions.of(List.of("--exclude=a b", "--keep-newer-files", "--exclude", "*.c")));
    }

    @Test
    void whatWouldChangeSomethingUnseenIsRefusedByName() {
        for (String option : List.of("--transform=s/a/b/", "--strip-components", "--strip-components=x", "-j")) {
            String why = Parameters.wrong(
                    new UnarchiveModule(),
                    Map.of("src", "/a.tgz", "remote_src", true, "dest", "/srv", "extra_opts", List.of(option)));
            assertTrue(why.contains("extra_opts takes --strip-components"), option + ": " + why);
        }
    }

    @Test
    void theyCountAsTheModulesOwn() {
        MemberChoice own = new MemberChoice(List.of("a"), List.of("b"), 1);
        assertEquals(
                new MemberChoice(List.of("a"), List.of("b", "c"), 2),
                TarOptions.of(List.of("--strip=2", "--exclude=c")).with(own));
        assertEquals(
                "",
                Parameters.wrong(
                        new UnarchiveModule(),
                        Map.of("src", "/a.tgz", "remote_src", true, "dest", "/srv", "extra_opts", "--strip=2")));
    }
}
