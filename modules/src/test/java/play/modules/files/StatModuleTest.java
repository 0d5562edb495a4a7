package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;

class StatModuleTest {
    private static final StatModule MODULE = new StatModule();

    @TempDir
    private Path folder;

    private static Map<?, ?> stat(Path path, Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(more);
        written.put("path", path.toString());
        StatModule.Params params = Parameters.of(MODULE, written);
        List<StateKey<?>> keys = new ArrayList<>(MODULE.probes(params));
        Answer answer = MODULE.answer(params, LocalHost.reading(keys));
        if (answer instanceof Answer.Needs(List<StateKey<?>> needed)) {
            keys.addAll(needed);
            answer = MODULE.answer(params, LocalHost.reading(keys));
        }
        return assertInstanceOf(
                Map.class, assertInstanceOf(Answer.Found.class, answer).value().get("stat"));
    }

    @Test
    void tellsTypesAndAccess() throws IOException {
        Path text = Files.writeString(folder.resolve("it's a  file"), "hello\n");
        Map<?, ?> stat = stat(text, Map.of());
        assertEquals("text/plain", stat.get("mimetype"));
        assertEquals("us-ascii", stat.get("charset"));
        assertEquals(true, stat.get("readable"));
        assertEquals(true, stat.get("writeable"));
        assertEquals(false, stat.get("executable"));
        assertInstanceOf(List.class, stat.get("attributes"));
        assertFalse(stat(text, Map.of("mime", false, "attr", false)).containsKey("mimetype"));
        assertFalse(stat(text, Map.of("mime", false, "attr", false)).containsKey("version"));
    }

    @Test
    void tellsOfLinksAndDevicesWhatItTellsOfFiles() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        Map<?, ?> stat = stat(link, Map.of());
        assertEquals("0777", stat.get("mode"));
        assertEquals(7L, stat.get("size"));
        assertEquals(false, stat.get("isgid"));
        assertEquals(System.getProperty("user.name"), stat.get("pw_name"));
        Map<?, ?> device = stat(Path.of("/dev/null"), Map.of("get_checksum", false));
        assertEquals(true, device.get("ischr"));
        assertEquals(259L, device.get("device_type"));
        Map<?, ?> file = stat(Files.writeString(folder.resolve("file"), "x".repeat(5000)), Map.of());
        assertEquals(0L, file.get("device_type"));
        assertEquals(512L * assertInstanceOf(Long.class, file.get("blocks")), file.get("disk_usage_bytes"));
        assertInstanceOf(Long.class, file.get("block_size"));
    }

    @Test
    void followsALinkWhereAsked() throws IOException {
        Files.writeString(folder.resolve("file"), "hello");
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("file"));
        assertEquals(true, stat(first, Map.of()).get("islnk"));
        Map<?, ?> stat = stat(first, Map.of("follow", true));
        assertEquals(true, stat.get("isreg"));
        assertEquals(false, stat.get("islnk"));
        assertEquals(first.toString(), stat.get("path"));
        assertEquals("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", stat.get("checksum"));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nothing"));
        assertEquals(Map.of("exists", false), stat(dangling, Map.of("follow", true)));
    }

    @Test
    void saysAsAnsibleWhereProgramsSayNothing() throws Exception {
        FileTrait.Family family = new FileTrait.Family(true, true);
        FileTrait none = family.told(
                        List.of(family.key("/a")), new ScriptResult(0, Bytes.of("there\0r\0\0\0"), Bytes.EMPTY))
                .of(0, "/a");
        Map<String, ?> fields = none.fields(family);
        assertEquals("unknown", fields.get("mimetype"));
        assertEquals("unknown", fields.get("charset"));
        assertEquals(List.of(), fields.get("attributes"));
        assertEquals("", fields.get("attr_flags"));
        assertNull(fields.get("version"));
    }

    @Test
    void readsLettersOfLsattr() {
        FileTrait.Family family = new FileTrait.Family(false, true);
        Map<String, ?> fields = new FileTrait(true, "rw", "", "1479986201 ----i---------e------- ").fields(family);
        assertEquals("1479986201", fields.get("version"));
        assertEquals("ie", fields.get("attr_flags"));
        assertEquals(List.of("immutable", "extents"), fields.get("attributes"));
    }
}
