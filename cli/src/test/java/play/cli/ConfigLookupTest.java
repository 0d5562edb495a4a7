package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLookupTest {
    @TempDir
    private Path folder = Path.of("/");

    private Trial trial;

    @BeforeEach
    void setUp() throws IOException {
        trial = new Trial(folder);
    }

    private Trial.Said shown(String expression, String... options) throws IOException {
        return trial.play("tasks:\n  - debug: {msg: \"<{{ " + expression + " }}>\"}\n", options);
    }

    private void is(String value, String setting, String... options) throws IOException {
        Trial.Said said = shown("lookup('config', '" + setting + "') | to_json", options);
        assertTrue(said.out().contains("<" + value.replace("\"", "\\\"") + ">"), setting + said.everything());
    }

    @Test
    void tellsWhatTheRunWasStartedWith() throws IOException {
        is("7", "DEFAULT_FORKS", "-f", "7");
        is("null", "DEFAULT_REMOTE_USER");
        is("\"me\"", "DEFAULT_REMOTE_USER", "-u", "me");
        is("false", "HOST_KEY_CHECKING", "--host-key-checking", "off");
        is("false", "DEFAULT_PRIVATE_ROLE_VARS");
        is("[\"" + folder + "\"]", "DEFAULT_ROLES_PATH", "--roles-path", folder.toString());
        is("[\"" + folder.resolve("hosts.ini") + "\"]", "DEFAULT_HOST_LIST");
        is("30", "DEFAULT_TIMEOUT", "-T", "30");
        is("[\"a\", \"b\"]", "TAGS_SKIP", "--skip-tags", "a,b");
        is("\"su\"", "DEFAULT_BECOME_METHOD", "--become-method", "su");
    }

    @Test
    void anotherIsAProblemBeforeTheRun() throws IOException {
        Trial.Said said = shown("lookup('ansible.builtin.config', 'CONFIG_FILE')");
        assertEquals(4, said.code());
        assertTrue(said.err().contains("site.yml:4:58"), said.err());
        assertTrue(said.err().contains("'playbook_dir' is the directory of the playbook"), said.err());
        said = shown("lookup('config', 'DEFAULT_FORK')");
        assertTrue(said.err().contains("Did you mean 'DEFAULT_FORKS'?"), said.err());
        assertTrue(shown("lookup('config', 'NOTHING', errors='ignore')").code() == 0);
    }

    @Test
    void anotherMayBeLeftOut() throws IOException {
        Trial.Said said = shown("query('config', 'DEFAULT_FORKS', 'NOTHING', on_missing='skip') | length");
        assertTrue(said.out().contains("<1>"), said.everything());
        said = shown("query('config', 'NOTHING', on_missing='warn') | length");
        assertTrue(said.everything().contains("none that is 'NOTHING'"), said.everything());
        said = shown("lookup('config', 'NOTH' ~ 'ING')");
        assertEquals(2, said.code());
        assertTrue(said.out().contains("none that is 'NOTHING'"), said.everything());
    }
}
