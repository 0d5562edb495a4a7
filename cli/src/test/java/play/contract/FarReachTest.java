package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.testkit.LocalSubject;

/** A resource that changes more than its effects reach is found out. */
class FarReachTest {
    @TempDir
    Path folder;

    private List<String> violations(boolean honest) throws Exception {
        FarReachingModule.Params params = new FarReachingModule.Params(folder.toString(), honest);
        return ModuleContract.violations(new LocalSubject<>(new FarReachingModule(), params, folder), false);
    }

    @Test
    void aReachThatLiesIsFoundOut() throws Exception {
        List<String> broken = violations(false);
        assertEquals(1, broken.size(), broken::toString);
        assertTrue(broken.getFirst().contains("no effect tells of and none reaches"), broken::toString);
        assertTrue(broken.getFirst().contains("+ other/elsewhere"), broken::toString);
        assertTrue(!broken.getFirst().contains("told/here"), broken::toString);
    }

    @Test
    void aReachThatIsTrueIsFine() throws Exception {
        assertEquals(List.of(), violations(true));
    }
}
