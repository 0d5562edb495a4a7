package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Observed;
import play.host.ScriptResult;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class RpmKeyModuleTest {
    private static final String FINGERPRINT = "3C75059EE3971F7D89C291DE5F4A6FE65E2CADA4";
    private static final RpmKeys.Trusted NONE = new RpmKeys.Trusted(List.of());
    private static final RpmKeys.Trusted ONE = new RpmKeys.Trusted(List.of(FINGERPRINT));
    private final RpmKeyModule module = new RpmKeyModule();

    private Plan plan(Map<String, Object> given, RpmKeys.Trusted trusted) {
        KnownStates known = new KnownStates()
                .with(RpmKeys.KEY, trusted)
                .with(FileTexts.at("/k.asc"), new FileText.Held(Bytes.of(RpmKeyExamples.KEY), false));
        return module.plan(Parameters.of(module, given), known);
    }

    private static Object after(Plan plan) {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan);
        return assertInstanceOf(
                        Effect.Sets.class, change.actions().getFirst().effects().getLast())
                .after();
    }

    @Test
    void aKeyOfAFileIsTrustedOnce() {
        assertEquals(ONE, after(plan(Map.of("key", "/k.asc"), NONE)));
        assertEquals(Plan.UNCHANGED, plan(Map.of("key", "/k.asc"), ONE));
        assertEquals(NONE, after(plan(Map.of("key", "/k.asc", "state", "absent"), ONE)));
    }

    @Test
    void anotherKeyThanMeantIsRefused() {
        Plan plan = plan(Map.of("key", "/k.asc", "fingerprint", "0000 1111"), NONE);
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan).why().contains(FINGERPRINT));
        assertInstanceOf(
                Plan.Change.class,
                plan(
                        Map.of("key", "/k.asc", "fingerprint", "3c75 059e e397 1f7d 89c2  91de 5f4a 6fe6 5e2c ada4"),
                        NONE));
    }

    @Test
    void anIdNamesAKeyThatIsThere() {
        assertEquals(Plan.UNCHANGED, plan(Map.of("key", "0x5E2CADA4"), ONE));
        assertEquals(NONE, after(plan(Map.of("key", FINGERPRINT, "state", "absent"), ONE)));
        assertEquals(Plan.UNCHANGED, plan(Map.of("key", "0011aabb", "state", "absent"), ONE));
        assertInstanceOf(Plan.Rejected.class, plan(Map.of("key", "0011aabb"), ONE));
    }

    @Test
    void whatRpmPrintsIsTakenApart() {
        Bytes printed = Bytes.of(RpmKeyExamples.KEY + "\n" + RpmKeyExamples.KEY + "\0");
        Observed<RpmKeys.Trusted> read = new RpmKeys()
                .parse(List.of(RpmKeys.KEY), new ScriptResult(0, printed, Bytes.EMPTY))
                .get(RpmKeys.KEY);
        assertEquals(Observed.read(new RpmKeys.Trusted(List.of(FINGERPRINT, FINGERPRINT))), read);
    }
}
