package play.modules.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Unknown;

class ListedServicesTest {
    private static final String OUT = """
            unit auditd.service not-found inactive dead auditd.service
            unit cron.service loaded active running Regular background program processing daemon
            unit e2scrub_reap.service loaded inactive dead Remove Stale Online ext4 Metadata Check Snapshots
            unit web.service loaded failed failed A web server
            unit getty@tty1.service loaded active running Getty on tty1
            file cron.service enabled enabled
            file e2scrub_reap.service enabled enabled
            file getty@.service enabled enabled
            file rsync.service disabled enabled
            file web.service enabled enabled
            state cron.service
            state e2scrub_reap.service
            state rsync.service
            state web.service
            ActiveState=active

            ActiveState=inactive

            ActiveState=inactive

            ActiveState=failed
            """;

    private static Observed<ListedServices> read(String out) {
        ScriptResult result = new ScriptResult(0, Bytes.of(out), Bytes.EMPTY);
        return Objects.requireNonNull(new ListedServices.Family()
                .parse(List.of(ListedServices.KEY), result)
                .get(ListedServices.KEY));
    }

    private static String of(Map<String, Map<String, String>> services, String name) {
        Map<String, String> service = Objects.requireNonNull(services.get(name));
        assertEquals(name, service.get("name"));
        assertEquals("systemd", service.get("source"));
        return service.get("state") + " " + service.get("status");
    }

    @Test
    void statesAreThoseThatAnsibleTells() {
        Observed.Known<?> known = assertInstanceOf(Observed.Known.class, read(OUT));
        Foreseen<Map<String, Map<String, String>>> told =
                assertInstanceOf(ListedServices.class, known.value()).services();
        Map<String, Map<String, String>> services =
                assertInstanceOf(Foreseen.Exactly.class, told).equals(told)
                        ? ((Foreseen.Exactly<Map<String, Map<String, String>>>) told).value()
                        : Map.of();
        assertEquals(7, services.size());
        assertEquals("stopped not-found", of(services, "auditd.service"));
        assertEquals("running enabled", of(services, "cron.service"));
        assertEquals("stopped enabled", of(services, "e2scrub_reap.service"));
        assertEquals("stopped failed", of(services, "web.service"));
        assertEquals("running active", of(services, "getty@tty1.service"));
        assertEquals("unknown enabled", of(services, "getty@.service"));
        assertEquals("inactive disabled", of(services, "rsync.service"));
    }

    @Test
    void whatIsCutOffIsNotKnown() {
        assertInstanceOf(Observed.Unknown.class, read(OUT.substring(0, OUT.indexOf("ActiveState=failed"))));
        assertInstanceOf(Observed.Unknown.class, read("something else\n"));
    }

    @Test
    void whatIsChangedBeforeInADryRunIsUnknown() {
        ServiceFactsModule module = new ServiceFactsModule();
        ListedServices read = new ListedServices(new Foreseen.Exactly<>(Map.of()));
        KnownStates known =
                new KnownStates().with(ListedServices.KEY, new Observed.Known<>(read, Observed.Certainty.STALE));
        Answer.Found found =
                assertInstanceOf(Answer.Found.class, module.answer(Parameters.of(module, Map.of()), known));
        assertInstanceOf(Unknown.class, found.facts().get("services"));
    }
}
