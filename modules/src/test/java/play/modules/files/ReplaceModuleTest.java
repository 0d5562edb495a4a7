package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;

class ReplaceModuleTest {
    private final ReplaceModule module = new ReplaceModule();

    private ReplaceModule.Params params(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(more);
        given.put("path", "/srv/a");
        return Parameters.of(module, given);
    }

    private static KnownStates holding(String text) {
        FileState.Attributes attributes = FileState.Attributes.of("root", "root", new Mode(0644));
        Content content = Content.of(text);
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/srv"), new FileState.Directory(attributes))
                .with(Files.at("/srv/a"), new FileState.Regular(attributes, content.sha256(), content.size()))
                .with(FileTexts.at("/srv/a"), new FileText.Held(Bytes.of(text)));
    }

    private static String edited(String text, String regexp, String replace) {
        return new TextReplacement(regexp, replace).edit(Optional.empty(), text);
    }

    @Test
    void linesThatEndInCrlfStaySoAndThePatternSeesNoneOfIt() {
        assertEquals("c\r\nb\r\n", edited("a\r\nb\r\n", "^a$", "c"));
        assertEquals("c\nb\r\n", edited("a\nb\r\n", "^a$", "c"));
    }

    @Test
    void everyMatchIsReplaced() {
        Plan.Change change = assertInstanceOf(
                Plan.Change.class,
                module.plan(params(Map.of("regexp", "^x=(.*)", "replace", "y=\\1")), holding("x=1\nx=2\n z\n")));
        Action.WriteFile write =
                assertInstanceOf(Action.WriteFile.class, change.actions().getFirst());
        assertEquals("y=1\ny=2\n z\n", write.content().bytes().orElseThrow().utf8());
        assertEquals(Plan.UNCHANGED, module.plan(params(Map.of("regexp", "x=", "replace", "y=")), holding("y=1\n")));
    }

    @Test
    void aSectionThatIsNotThereIsTold() {
        ReplaceModule.Params params = params(Map.of("regexp", "x", "replace", "y", "after", "begin", "before", "end"));
        assertEquals(
                "Pattern for before/after params did not match the given file: begin(?P<subsection>.*?)end",
                module.result(params, holding("x begin\n")).get("msg"));
        assertEquals("", module.result(params, holding("x begin y end\n")).get("msg"));
    }

    @Test
    void aBackupIsAskedForOnlyWhenSomethingIsReplaced() {
        ReplaceModule.Params params = params(Map.of("regexp", "x", "replace", "y", "backup", true));
        assertEquals(Plan.UNCHANGED, module.plan(params, holding("y\n")));
        Plan.Needs needs = assertInstanceOf(Plan.Needs.class, module.plan(params, holding("x\n")));
        StateKey<?> youngest = needs.more().getFirst();
        assertEquals("backup /srv/a", youngest.family().name() + " " + youngest.id());
    }

    @Test
    void aMissingFileIsNotMade() {
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class,
                module.plan(params(Map.of("regexp", "x")), holding("").with(Files.at("/srv/a"), FileState.ABSENT)));
        assertEquals("/srv/a does not exist; there is nothing to replace", rejected.why());
    }

    @Test
    void whatIsWrongWithPatternsIsToldBefore() {
        List<Binding.Fault> faults = module.check(params(Map.of("regexp", "(", "after", "[")));
        assertEquals(
                List.of("regexp", "after"),
                faults.stream().map(Binding.Fault::parameter).toList());
        List<Binding.Fault> group = module.check(params(Map.of("regexp", "(?P<a_b>x)", "replace", "\\g<c>")));
        assertTrue(group.getFirst().toString().contains("has no group 'c'"), group.toString());
        assertEquals(List.of(), module.check(params(Map.of("regexp", "(?P<a_b>x)", "replace", "\\g<a_b>\\1\\n"))));
    }
}
