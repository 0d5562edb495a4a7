package play.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.connection.transport.Endpoint;
import play.diag.Diagnostic;
import play.source.SourceFile;

class RouteTest {
    private static Route read(String text) throws TunnelException {
        SourceFile line = new SourceFile("command line", "host " + text);
        return Route.read(line.span(5, line.text().length()));
    }

    @ParameterizedTest
    @CsvSource({
        "8080:headlamp/headlamp, headlamp, headlamp, ",
        "8080:default/kubernetes:https, default, kubernetes, https",
        "0:default/kubernetes:443, default, kubernetes, 443",
    })
    void aSlashMakesAService(String text, String namespace, String name, String port) throws TunnelException {
        Target.Service service =
                assertInstanceOf(Target.Service.class, read(text).target());
        assertEquals(namespace, service.namespace());
        assertEquals(name, service.name());
        assertEquals(Optional.ofNullable(port), service.port());
        assertEquals(text.substring(text.indexOf(':') + 1), service.toString());
    }

    @ParameterizedTest
    @CsvSource({"0:127.0.0.1:2379, 127.0.0.1, 2379", "65535:db.local:1, db.local, 1", "1:[fd00::1]:443, fd00::1, 443"})
    void whatHasNoneIsAnAddress(String text, String address, int port) throws TunnelException {
        Target target = read(text).target();
        assertEquals(
                new Endpoint(address, port),
                assertInstanceOf(Target.Address.class, target).endpoint());
        assertEquals(text.substring(text.indexOf(':') + 1), target.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "headlamp/headlamp, 6, does not begin with a port",
        "65536:a/b, 6, does not begin with a port",
        "8080:headlamp, 11, is neither",
        "8080:, 11, is neither",
        "8080:host:http, 11, is neither",
        "8080:host:0, 11, is not a port",
        "8080:host:65536, 11, is not a port",
        "8080:fd00::1:443, 11, is neither",
        "8080:a/b/c, 11, is not a Kubernetes service",
        "8080:/b, 11, is not a Kubernetes service",
        "8080:a/-o:'$(x)', 11, is not a Kubernetes service",
    })
    void whatIsNeitherIsToldWithItsPlace(String text, int column, String why) {
        Diagnostic problem =
                assertThrows(TunnelException.class, () -> read(text)).diagnostic();
        assertEquals("tunnel-route", problem.code());
        assertEquals(column, problem.subject().orElseThrow().from().column());
        assertTrue(problem.detail().contains(why), problem::detail);
    }

    @Test
    void theLocalPortIsANumber() throws TunnelException {
        assertEquals(8080, read("8080:a/b").localPort());
    }
}
