package play.modules;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import play.host.Files;
import play.host.Reach;
import play.host.StateKey;
import play.module.Resource;
import play.modules.databases.MysqlDbModule;
import play.modules.databases.PostgresqlDbModule;
import play.modules.databases.PostgresqlExtModule;
import play.modules.databases.PostgresqlUserModule;
import play.modules.firewall.FirewalldModule;
import play.modules.firewall.UfwModule;
import play.modules.selinux.SebooleanModule;
import play.modules.selinux.SefcontextModule;
import play.modules.selinux.SelinuxMode;
import play.modules.selinux.SeportModule;
import play.modules.system.LocaleGenModule;
import play.testkit.Parameters;

/** A task of which a dry run can't tell what it would do leaves in doubt what it is about, and not the whole host. */
class UnknownReachTest {
    /** Of a state that is not known nobody can tell that it is no dump to a file. */
    private static final Map<String, String> DEFAULTS = Map.of("state", "present");

    static Stream<Arguments> tasks() {
        return Stream.of(
                Arguments.of(new UfwModule(), Map.of("rule", "allow", "port", "22")),
                Arguments.of(new FirewalldModule(), Map.of("service", "ssh", "zone", "a", "state", "enabled")),
                Arguments.of(new SeportModule(), Map.of("ports", "80", "proto", "tcp", "setype", "a_t")),
                Arguments.of(new SefcontextModule(), Map.of("target", "/a", "setype", "a_t")),
                Arguments.of(new SebooleanModule(), Map.of("name", "a", "state", true)),
                Arguments.of(new PostgresqlDbModule(), Map.of("name", "a")),
                Arguments.of(new PostgresqlExtModule(), Map.of("name", "a", "db", "b")),
                Arguments.of(new PostgresqlUserModule(), Map.of("name", "a", "password", "b")),
                Arguments.of(new MysqlDbModule(), Map.of("name", "a")),
                Arguments.of(new LocaleGenModule(), Map.of("name", "de_CH.UTF-8")));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    <P extends Record> void whatATaskIsAboutIsInDoubtAndNotTheRest(Resource<P> module, Map<String, Object> given) {
        Reach reach = module.reach(DEFAULTS).orElse(Reach.HOST);
        P params = Parameters.of(module, new HashMap<>(given));
        String area = module.getClass().getPackageName();
        List<StateKey<?>> own = module.probes(params).stream()
                .filter(key -> key.family().getClass().getPackageName().equals(area))
                .filter(key -> !key.equals(SelinuxMode.KEY))
                .toList();
        assertFalse(own.isEmpty());
        own.forEach(key -> assertTrue(reach.covers(key), () -> reach + " leaves out " + key));
        assertFalse(reach.covers(Files.at("/srv/site/index.html")));
    }
}
