package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Answer;
import play.module.Plan;
import play.modules.remains.Remains;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.OddNames;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Unknown;

class FileModulesTest {
    private static final FileState DIRECTORY = new FileState.Directory(Attributes.of("root", "root", new Mode(0755)));

    private static KnownStates host() {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/srv"), DIRECTORY);
    }

    private static FileState.Regular file(String text) {
        Content content = Content.of(text);
        return new FileState.Regular(Attributes.of("root", "root", new Mode(0644)), content.sha256(), content.size());
    }

    private static Action only(Plan plan) {
        List<Action> actions = assertInstanceOf(Plan.Change.class, plan).actions();
        assertEquals(1, actions.size(), actions.toString());
        return actions.getFirst();
    }

    @Test
    void copyPutsAFileUnderItsNameIntoADirectoryThatIsThere() {
        CopyModule copy = new CopyModule();
        CopyModule.Params params = new Parameters()
                .file("conf/a.txt", Content.of("x"))
                .bind(copy, Map.of("src", "conf/a.txt", "dest", "/srv"));
        KnownStates known = host().with(Files.at("/"), DIRECTORY);
        Plan.Needs needs = assertInstanceOf(Plan.Needs.class, copy.plan(params, known));
        assertTrue(needs.more().contains(Files.at("/srv/a.txt")));
        known.with(Files.at("/srv/a.txt"), FileState.ABSENT);
        assertEquals(
                "/srv/a.txt",
                assertInstanceOf(Action.WriteFile.class, only(copy.plan(params, known)))
                        .path());
        assertEquals("/srv/a.txt", copy.result(params, known).get("dest"));
    }

    @Test
    void copyMakesTheDirectoryThatASlashMeans() {
        CopyModule copy = new CopyModule();
        CopyModule.Params params =
                new Parameters().file("a.txt", Content.of("x")).bind(copy, Map.of("src", "a.txt", "dest", "/srv/new/"));
        KnownStates known =
                host().with(Files.at("/srv/new"), FileState.ABSENT).with(Files.at("/srv/new/a.txt"), FileState.ABSENT);
        List<Action> actions =
                assertInstanceOf(Plan.Change.class, copy.plan(params, known)).actions();
        assertInstanceOf(Action.MakeDirectory.class, actions.getFirst());
        assertEquals(
                "/srv/new/a.txt",
                assertInstanceOf(Action.WriteFile.class, actions.getLast()).path());
    }

    @Test
    void copyWithoutForceLeavesAFileThatIsThere() {
        CopyModule copy = new CopyModule();
        CopyModule.Params params = Parameters.of(copy, Map.of("content", "new", "dest", "/srv/a", "force", false));
        assertEquals(Plan.UNCHANGED, copy.plan(params, host().with(Files.at("/srv/a"), file("old"))));
    }

    @Test
    void fileOnlySetsAttributesOfWhatIsThere() {
        FileModule module = new FileModule();
        FileModule.Params params = Parameters.of(module, Map.of("path", "/srv/a", "mode", "0600"));
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, module.plan(params, host().with(Files.at("/srv/a"), FileState.ABSENT)));
        assertTrue(rejected.why().contains("/srv/a does not exist"), rejected.why());
        Action.SetAttributes set = assertInstanceOf(
                Action.SetAttributes.class, only(module.plan(params, host().with(Files.at("/srv/a"), file("x")))));
        assertEquals(
                Attributes.of("root", "root", new Mode(0600)),
                set.after().attributesIfAny().orElseThrow());
    }

    @Test
    void fileDoesNotPutALinkInPlaceOfADirectoryUnlessForced() {
        FileModule module = new FileModule();
        KnownStates known = host().with(Files.at("/srv/a"), DIRECTORY).with(Files.at("/srv/real"), file("x"));
        Map<String, Object> written = Map.of("path", "/srv/a", "state", "link", "src", "real");
        assertInstanceOf(Plan.Rejected.class, module.plan(Parameters.of(module, written), known));
        FileModule.Params forced =
                Parameters.of(module, Map.of("path", "/srv/a", "state", "link", "src", "real", "force", true));
        Plan.Needs needs = assertInstanceOf(Plan.Needs.class, module.plan(forced, known));
        assertEquals(List.of(ReplacedDirectory.content("/srv/a")), needs.more());
        known.with(ReplacedDirectory.content("/srv/a"), Remains.NONE);
        assertEquals(
                List.of(new Action.Remove("/srv/a"), new Action.Link("/srv/a", "real")),
                assertInstanceOf(Plan.Change.class, module.plan(forced, known)).actions());
        known.with(ReplacedDirectory.content("/srv/a"), new Remains(List.of("/srv/a/file")));
        Plan.Rejected filled = assertInstanceOf(Plan.Rejected.class, module.plan(forced, known));
        assertTrue(filled.why().contains("not empty"), filled.why());
    }

    @Test
    void fileRemovesWhatIsThereButNeverTheRoot() {
        FileModule module = new FileModule();
        FileModule.Params params = Parameters.of(module, Map.of("path", "/srv/", "state", "absent"));
        assertEquals(new Action.Remove("/srv"), only(module.plan(params, host())));
        assertEquals(
                "the root directory is not removed", Parameters.wrong(module, Map.of("path", "//", "state", "absent")));
    }

    @Test
    void fileSetsAttributesOfAllBelow() {
        FileModule module = new FileModule();
        FileModule.Params params =
                Parameters.of(module, Map.of("path", "/srv", "state", "directory", "mode", "0755", "recurse", true));
        KnownStates known = host().with(
                        SubtreeFamily.of(params.attributes(), List.of()).key("/srv"),
                        new Subtree(List.of("/srv/x"), 0));
        assertEquals(new Plan.Needs(List.of(Files.withoutDigest("/srv/x"))), module.plan(params, known));
        FileState.Regular file = file("x");
        Action set = only(module.plan(params, known.with(Files.at("/srv/x"), file)));
        FileState after =
                new FileState.Regular(Attributes.of("root", "root", new Mode(0755)), FileState.UNREAD, file.size());
        assertEquals(
                List.of(
                        new Effect.Sets<>(Files.withoutDigest("/srv/x"), after),
                        new Effect.Sets<>(
                                SubtreeFamily.of(params.attributes(), List.of()).key("/srv"),
                                new Subtree(List.of(), 0))),
                set.effects());
    }

    @Test
    void theTreeBelowIsListedByWhatDiffers(@TempDir Path folder) throws IOException {
        Path right = java.nio.file.Files.createDirectory(folder.resolve("right"));
        Path wrong = java.nio.file.Files.writeString(folder.resolve("wrong file"), "x");
        right.toFile().setWritable(true);
        LocalHost.run(play.host.Script.of("chmod 700 '" + right + "'; chmod 600 '" + wrong + "'"));
        SubtreeFamily family = SubtreeFamily.of(
                WantedAttributes.of(
                        java.util.Optional.empty(), java.util.Optional.empty(), java.util.Optional.of(new Mode(0700))),
                List.of());
        var key = family.key(folder.toString());
        assertEquals(
                Observed.read(new Subtree(List.of(wrong.toString()), 0)),
                LocalHost.reading(List.of(key)).of(key));
    }

    @Test
    void recurseReachesEveryNameAndNoLink(@TempDir Path folder) throws IOException {
        assertRecurses(folder, "");
    }

    /** As of busybox, which has no -execdir. */
    @Test
    @Tag("lab")
    void recurseReachesThemByAnotherFindToo(@TempDir Path folder) throws IOException {
        assertRecurses(folder, "find() { busybox find \"$@\"; }\n");
    }

    /** One name is no UTF-8. A link and what it leads to stay. */
    private static void assertRecurses(Path folder, String before) throws IOException {
        FileModule module = new FileModule();
        FileModule.Params params = Parameters.of(
                module, Map.of("path", folder + "/d", "state", "directory", "mode", "0750", "recurse", true));
        for (String name : OddNames.all()) {
            java.nio.file.Files.writeString(
                    java.nio.file.Files.createDirectories(folder.resolve("d/" + name + "/.deeper"))
                            .resolve(name),
                    "x");
        }
        LocalHost.run(play.host.Script.of("cd '" + folder
                + "'; n=$(printf 'd/\\377\\376'); echo x >\"$n\"; chmod -R 700 .; echo x >out; chmod"
                + " 600 out; ln -s ../out d/link"));
        StateKey<Subtree> key = SubtreeFamily.of(params.attributes(), List.of()).key(folder + "/d");
        Subtree differing = (Subtree) assertInstanceOf(
                        Observed.Known.class, LocalHost.reading(List.of(key)).of(key))
                .value();
        assertEquals(3 * OddNames.all().size(), differing.differing().size());
        assertEquals(1, differing.nameless());
        ScriptResult set = LocalHost.run(play.host.Script.of(before
                + SubtreeFamily.of(params.attributes(), List.of())
                        .setting(folder + "/d")
                        .text()));
        assertTrue(set.succeeded(), set::err);
        assertEquals(
                Observed.read(new Subtree(List.of(), 0)),
                LocalHost.reading(List.of(key)).of(key));
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        java.nio.file.Files.getPosixFilePermissions(folder.resolve("out"))));
    }

    @Test
    void onlyWhoAsksForADigestHasOneMade() {
        FileModule file = new FileModule();
        for (String state : List.of("file", "touch", "absent", "directory")) {
            FileModule.Params params = Parameters.of(file, Map.of("path", "/srv/big", "state", state));
            assertFalse(file.probes(params).contains(Files.at("/srv/big")), state);
        }
        StatModule stat = new StatModule();
        assertTrue(stat.probes(Parameters.of(stat, Map.of("path", "/srv/big", "checksum_algorithm", "sha256")))
                .contains(Files.at("/srv/big")));
        assertFalse(stat.probes(Parameters.of(stat, Map.of("path", "/srv/big"))).contains(Files.at("/srv/big")));
        assertFalse(stat.probes(Parameters.of(stat, Map.of("path", "/srv/big", "get_checksum", false)))
                .contains(Files.at("/srv/big")));
    }

    @Test
    void aFileOf60GigabytesIsLookedAtInAMoment(@TempDir Path folder) throws IOException {
        Path big = folder.resolve("big");
        try (var file = new java.io.RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(60L << 30);
        }
        FileModule module = new FileModule();
        FileModule.Params params = Parameters.of(module, Map.of("path", big.toString(), "mode", "0600"));
        Plan.Change change =
                assertInstanceOf(Plan.Change.class, module.plan(params, LocalHost.reading(module.probes(params))));
        List<StateKey<?>> read = new java.util.ArrayList<>();
        change.actions().getFirst().effects().forEach(effect -> read.add(((Effect.Sets<?>) effect).key()));
        FileState.Regular after = (FileState.Regular)
                assertInstanceOf(Observed.Known.class, LocalHost.reading(read).of(read.getFirst()))
                        .value();
        assertEquals(FileState.UNREAD, after.sha256());
    }

    @Test
    void lineinfileFollowsALinkAndEditsWhatItLeadsTo() {
        LineinfileModule module = new LineinfileModule();
        LineinfileModule.Params params = Parameters.of(module, Map.of("path", "/srv/link", "line", "two"));
        KnownStates known = host().with(Files.at("/srv/link"), new FileState.Symlink("real"))
                .with(FileTexts.at("/srv/link"), new FileText.Held(Bytes.of("one\n")));
        assertEquals(new Plan.Needs(List.of(Files.withoutDigest("/srv/real"))), module.plan(params, known));
        known.with(Files.at("/srv/real"), file("one\n"));
        assertEquals(new Plan.Needs(List.of(FileTexts.at("/srv/real"))), module.plan(params, known));
        known.with(FileTexts.at("/srv/real"), new FileText.Held(Bytes.of("one\n")));
        Action.WriteFile write = assertInstanceOf(Action.WriteFile.class, only(module.plan(params, known)));
        assertEquals("/srv/real", write.path());
        assertEquals(Content.of("one\ntwo\n"), write.content());
    }

    @Test
    void lineinfileKeepsTheEncodingOfTheFile() {
        LineinfileModule module = new LineinfileModule();
        LineinfileModule.Params params =
                Parameters.of(module, Map.of("path", "/srv/a", "line", "é", "encoding", "latin-1"));
        KnownStates known = host().with(Files.at("/srv/a"), file("x"))
                .with(FileTexts.at("/srv/a"), new FileText.Held(Bytes.of(new byte[] {(byte) 0xe8, '\n'})));
        Action.WriteFile write = assertInstanceOf(Action.WriteFile.class, only(module.plan(params, known)));
        assertEquals(Content.of(Bytes.of(new byte[] {(byte) 0xe8, '\n', (byte) 0xe9, '\n'})), write.content());
        Plan euro =
                module.plan(Parameters.of(module, Map.of("path", "/srv/a", "line", "€", "encoding", "latin-1")), known);
        assertTrue(assertInstanceOf(Plan.Rejected.class, euro).why().contains("ISO-8859-1"), euro::toString);
        assertTrue(Parameters.wrong(module, Map.of("path", "/srv/a", "line", "x", "encoding", "utf-9"))
                .contains("no encoding is named 'utf-9'"));
    }

    @Test
    void lineinfileSaysThatAPatternIsNone() {
        String why = Parameters.wrong(new LineinfileModule(), Map.of("path", "/srv/a", "line", "x", "regexp", "(["));
        assertTrue(why.contains("regexp '([' is not a regular expression"), why);
    }

    @Test
    void lineinfileMasksAllWhenTheLineIsSecret() {
        LineinfileModule module = new LineinfileModule();
        LineinfileModule.Params params = Parameters.of(
                module, Map.of("path", "/srv/a", "line", Content.secret(Bytes.of("p=1")), "create", true));
        KnownStates known =
                host().with(Files.at("/srv/a"), FileState.ABSENT).with(FileTexts.at("/srv/a"), new FileText.Missing());
        assertTrue(assertInstanceOf(Action.WriteFile.class, only(module.plan(params, known)))
                .content()
                .hasSecrets());
    }

    @Test
    void blockinfileDoesNotMakeAFileToRemoveABlock() {
        BlockinfileModule module = new BlockinfileModule();
        BlockinfileModule.Params params = Parameters.of(module, Map.of("path", "/srv/a", "state", "absent"));
        KnownStates known =
                host().with(Files.at("/srv/a"), FileState.ABSENT).with(FileTexts.at("/srv/a"), new FileText.Missing());
        assertEquals(Plan.UNCHANGED, module.plan(params, known));
    }

    @Test
    void statTellsWhatARealFileIs(@TempDir Path folder) throws IOException {
        Path path = java.nio.file.Files.writeString(folder.resolve("it's a file"), "hello");
        Map<?, ?> stat = stat(path.toString());
        assertEquals(true, stat.get("exists"));
        assertEquals(true, stat.get("isreg"));
        assertEquals(5L, stat.get("size"));
        assertEquals("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", stat.get("checksum"));
        assertEquals(java.nio.file.Files.getLastModifiedTime(path).toMillis() / 1000, stat.get("mtime"));
        assertEquals(Map.of("exists", false), stat(folder.resolve("none").toString()));
    }

    private static Map<?, ?> stat(String path) {
        StatModule module = new StatModule();
        StatModule.Params params = Parameters.of(module, Map.of("path", path));
        Answer answer = module.answer(params, LocalHost.reading(module.probes(params)));
        return stat(answer);
    }

    private static Map<?, ?> stat(Answer answer) {
        return assertInstanceOf(
                Map.class, assertInstanceOf(Answer.Found.class, answer).value().get("stat"));
    }

    @Test
    void statOfAFileThatIsForeseenKnowsNoTimes() {
        StatModule module = new StatModule();
        StatModule.Params params = Parameters.of(module, Map.of("path", "/srv/a"));
        KnownStates known = host().with(
                        Files.at("/srv/a"), new Observed.Known<FileState>(file("x"), Observed.Certainty.FORESEEN))
                .with(FileDigests.at("/srv/a", FileDigests.Algorithm.SHA1), new FileDigest.Missing())
                .with(Inodes.at("/srv/a"), new Inode.Missing())
                .with(new FileTrait.Family(true, true).key("/srv/a"), new FileTrait(false, "", "", ""));
        Map<?, ?> stat = stat(module.answer(params, known));
        assertInstanceOf(Unknown.class, stat.get("checksum"));
        assertEquals(1L, stat.get("size"));
        assertInstanceOf(Unknown.class, stat.get("mtime"));
    }
}
