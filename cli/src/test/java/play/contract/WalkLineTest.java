package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import play.host.Files;
import play.modules.services.Units;
import play.modules.users.Users;

/** Lines of walks name the states they tell of. */
class WalkLineTest {
    @Test
    void namesWhatItTellsOf() {
        assertEquals(
                Files.at("/etc/motd"),
                WalkLine.thing("file\t/etc/motd\tf\t0644\troot:root\t0\te3b0").key());
        assertEquals(
                Users.at("ada"),
                WalkLine.thing("user\tada\t1000\t1000\t\t/home/ada\t/bin/sh\t-\t\t")
                        .key());
        assertEquals(
                Units.at("ssh.service"),
                WalkLine.thing("unit\tssh.service\tenabled\tactive").key());
    }

    @Test
    void readsOddNames() {
        assertEquals(
                Files.at("/srv/a\tb\\n\nc"),
                WalkLine.thing("file\t/srv/a\\tb\\\\n\\nc\tl\t0777\troot:root\t-\tx")
                        .key());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> WalkLine.thing("moon\tfull\tyes"));
    }
}
