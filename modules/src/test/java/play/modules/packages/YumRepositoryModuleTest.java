package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import play.param.Binding;
import play.testkit.Parameters;

class YumRepositoryModuleTest {
    private static final Map<String, String> OPTIONS = Map.of("name", "Local", "baseurl", "http://a\nhttp://b");
    private final YumRepositoryModule module = new YumRepositoryModule();

    private static String with(String text) {
        return new RepoFile(text).with("local", new TreeMap<>(OPTIONS));
    }

    private List<String> faults(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("name", "local"));
        given.putAll(more);
        return module.check(Parameters.of(module, given)).stream()
                .map(Binding.Fault::parameter)
                .toList();
    }

    @Test
    void optionsAreInTheOrderOfTheirNames() {
        assertEquals("[local]\nbaseurl = http://a\n\thttp://b\nname = Local\n\n", with(""));
    }

    @Test
    void whatSaysTheSameStays() {
        String text = "# mine\n[local]\nName=Local\nbaseurl: http://a\n   http://b\n";
        assertEquals(text, with(text));
    }

    @Test
    void otherSectionsStayAsTheyAre() {
        String before = "# of the distribution\n[a]\nx=1\n";
        String after = "[z]\n; so\ny=2\n";
        assertEquals(
                before + "[local]\nbaseurl = http://a\n\thttp://b\nname = Local\n\n" + after,
                with(before + "[local]\nname=Old\n\n" + after));
        assertEquals(before + after, new RepoFile(before + "[local]\nname=Old\n\n" + after).without("local"));
        assertTrue(with(before).startsWith(before + "\n[local]\n"));
    }

    @Test
    void whereThePackagesAreHasToBeSaid() {
        assertEquals(List.of("baseurl", "description"), faults(Map.of()));
        assertEquals(List.of(), faults(Map.of("state", "absent")));
        assertEquals(List.of(), faults(Map.of("mirrorlist", "http://a", "description", "x")));
        assertEquals(List.of("description"), faults(Map.of("mirrorlist", "http://a", "description", "x\n[y]")));
    }
}
