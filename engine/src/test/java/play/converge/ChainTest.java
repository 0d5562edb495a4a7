package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import play.host.Script;
import play.host.ScriptResult;
import play.value.Bytes;

/** Chains are run by the real {@code sh} of this machine. */
class ChainTest {
    private static ScriptResult run(Chain chain) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", chain.joined().text()).start();
        process.getOutputStream().close();
        Bytes out = Bytes.of(process.getInputStream().readAllBytes());
        Bytes err = Bytes.of(process.getErrorStream().readAllBytes());
        return new ScriptResult(process.waitFor(), out, err);
    }

    @Test
    void runsAllWhenAllSucceed() throws Exception {
        Chain chain = new Chain();
        chain.add(Script.of("printf 'no line break'"));
        chain.add(Script.of("cat").withStdin(Bytes.of("it's in")));

        ScriptResult result = run(chain);

        assertEquals(2, chain.done(result));
        assertEquals(0, result.exitCode());
    }

    @Test
    void stopsAtTheFirstFailureAndKeepsItsWords() throws Exception {
        Chain chain = new Chain();
        chain.add(Script.of("echo fine"));
        chain.add(Script.of("set -e\necho said on the way\nfalse\necho never"));
        chain.add(Script.of("echo never either"));

        ScriptResult result = run(chain);

        assertEquals(1, chain.done(result));
        assertEquals(1, result.exitCode());
        assertEquals("said on the way", chain.rest(result).strip());
    }

    @Test
    void noProgramSaysThatItsStepIsDone() throws Exception {
        Chain chain = new Chain();
        chain.add(Script.of("printf '\\036done \\ndone \\n'; exit 1"));
        assertEquals(0, chain.done(run(chain)));
    }

    @Test
    void isApartWhereOneOfItsScriptsIs() {
        Chain chain = new Chain();
        chain.add(Script.of("true"));
        assertFalse(chain.joined().apart());
        chain.add(Script.of("true").apartFromOthers());
        assertTrue(chain.joined().apart());
    }
}
