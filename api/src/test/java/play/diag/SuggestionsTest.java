package play.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> WORDS = List.of(
            "apt",
            "copy",
            "debug",
            "get_url",
            "gather_facts",
            "service",
            "systemd",
            "timeout",
            "web",
            "when",
            "--user",
            "--limit",
            "--syntax-check",
            "-i");

    @ParameterizedTest
    @CsvSource({
        "servce, service",
        "wehn, when",
        "whn, when",
        "cpoy, copy",
        "wbe, web",
        "web3x, web",
        "debu, debug",
        "time, timeout",
        "gather_fact, gather_facts",
        "geturl, get_url",
        "systemctl, systemd",
        "DEBUG, debug",
        "--limt, --limit",
        "--syntx-check, --syntax-check"
    })
    void aWordThatIsNear(String given, String meant) {
        assertEquals(Optional.of(meant), Suggestions.nearest(given, WORDS));
    }

    @ParameterizedTest
    @CsvSource({"timezone", "git", "cron", "--tree", "--sudo", "x", "-x", "ufw", "synchronize"})
    void aWordThatIsFar(String given) {
        assertEquals(Optional.empty(), Suggestions.nearest(given, WORDS));
    }

    @Test
    void whatAHintProposesIsReadFromItAgain() {
        String hint = "There is no 'cpoy'." + Suggestions.hint("cpoy", WORDS);
        assertEquals(Optional.of("copy"), Suggestions.proposed(hint));
        assertEquals(Optional.empty(), Suggestions.proposed("There is no 'copy'."));
    }

    @Test
    void whatAnsibleHasIsNamedWithWhatToUseInstead() {
        assertEquals(
                " Ansible has it, play has not; use 'command: git config' with 'changed_when'.",
                Counterparts.hint(Counterparts.Kind.MODULE, "community.general.git_config", WORDS));
        assertEquals(
                " Ansible has it, play has not; it is not needed here: facts are read anew in each run.",
                Counterparts.hint(Counterparts.Kind.OPTION, "--flush-cache", WORDS));
        assertEquals(
                " Did you mean 'copy'?", Counterparts.hint(Counterparts.Kind.MODULE, "ansible.builtin.cpoy", WORDS));
        assertEquals("", Counterparts.hint(Counterparts.Kind.MODULE, "nothing_like_it", WORDS));
    }
}
