package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import play.modules.commands.CommandModule;
import play.modules.commands.Guards;
import play.modules.etcd.EtcdctlMemberListModule;
import play.modules.files.CopyModule;
import play.modules.files.StatModule;
import play.param.HostPaths;
import play.param.PathSource;
import play.testkit.LocalHost;
import play.testkit.Parameters;

class HomesTest {
    @Test
    void theHostTellsWhereAccountsHaveTheirHomes() {
        LocalHost host = LocalHost.reading(List.of(Homes.of(""), Homes.of("root"), Homes.of("no-such-account")));
        assertTrue(host.of(Homes.of("")) instanceof Observed.Known<Home>(Home own, var how)
                && own.path().startsWith("/"));
        assertEquals(Observed.read(new Home("/root")), host.of(Homes.of("root")));
        assertEquals(Observed.read(new Home("")), host.of(Homes.of("no-such-account")));
    }

    @Test
    void onlyAccountsAreAskedForThatValuesBeginWith() {
        assertEquals(
                Set.of("", "ada"),
                HostPaths.accounts(
                        List.of("~/x", List.of("~ada/x", "a~b"), Map.of("k", "/~x"), "~$(id)/x", "~a b", "x ~/y")));
    }

    @Test
    void modulesGetThePathWithTheHomeInIt() {
        assertEquals(
                "/home/ada/.profile",
                Parameters.of(new StatModule(), Map.of("path", "~ada/.profile")).path());
        CommandModule.Params command =
                Parameters.of(new CommandModule(), Map.of("cmd", "pwd", "chdir", "~", "creates", "~/done*"));
        assertEquals(Optional.of("/root"), command.guards().chdir());
        assertEquals(Optional.of("/root/done*"), command.guards().creates());
    }

    @Test
    void pathsWithinOtherParametersHaveHomesToo() {
        EtcdctlMemberListModule.Params params = Parameters.of(
                new EtcdctlMemberListModule(),
                Map.of("client", Map.of("endpoints", List.of("https://a:2379"), "cacert", "~/ca.crt")));
        assertEquals(Optional.of("/root/ca.crt"), params.client().cacert());
    }

    @Test
    void anAccountThatIsNotThereIsNamed() {
        assertEquals(
                "Parameter 'path' names the home of 'nobody-here', an account that the host does not have",
                Parameters.wrong(new StatModule(), Map.of("path", "~nobody-here/x")));
        assertEquals("Parameter 'path' must be a path, not ''", Parameters.wrong(new StatModule(), Map.of("path", "")));
    }

    @Test
    void variablesThatAreSetStandForWhatTheyAreOnTheHost() {
        assertEquals("/root/x", stat("$HOME/x"));
        assertEquals("/root/x/$NO_SUCH/${NO SUCH}", stat("${HOME}/x/$NO_SUCH/${NO SUCH}"));
        assertEquals("/srv/$1/$", stat("/srv/$1/$"));
        assertEquals(
                Optional.of("/root/app"), command(Map.of("chdir", "$HOME/app")).chdir());
        CopyModule.Params copy =
                Parameters.of(new CopyModule(), Map.of("src", "$HOME/a", "remote_src", true, "dest", "$HOME/b/"));
        assertEquals(new PathSource.OnHost("/root/a"), copy.src().orElseThrow());
        assertEquals("/root/b/", copy.dest());
    }

    @Test
    void theHostTellsOfVariablesThatCommandsSee() {
        LocalHost host = LocalHost.reading(List.of(
                EnvironmentVariables.named("PATH"),
                EnvironmentVariables.named("OPTIND"),
                EnvironmentVariables.named("NO_SUCH_VARIABLE")));
        assertTrue(host.of(EnvironmentVariables.named("PATH"))
                        instanceof Observed.Known<EnvironmentVariable>(EnvironmentVariable path, var how)
                && path.value().orElse("").contains("/bin"));
        Observed<EnvironmentVariable> none = Observed.read(new EnvironmentVariable(Optional.empty()));
        assertEquals(none, host.of(EnvironmentVariables.named("OPTIND")));
        assertEquals(none, host.of(EnvironmentVariables.named("NO_SUCH_VARIABLE")));
    }

    @Test
    void relativePathsBeginWhereCommandsDo() {
        assertEquals("/root/x/y", stat("x/y"));
        assertEquals("/root/x/y", stat("./x/y"));
        assertEquals("/root", stat("."));
        assertEquals("/root/../x", stat("../x"));
        assertEquals(Optional.of("/root/app"), command(Map.of("chdir", "app")).chdir());
        CopyModule.Params copy = Parameters.of(new CopyModule(), Map.of("src", "a", "remote_src", true, "dest", "b/"));
        assertEquals(new PathSource.OnHost("/root/a"), copy.src().orElseThrow());
        assertEquals("/root/b/", copy.dest());
    }

    private static String stat(String path) {
        return Parameters.of(new StatModule(), Map.of("path", path)).path();
    }

    private static Guards command(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("cmd", "pwd");
        return Parameters.of(new CommandModule(), all).guards();
    }

    @Test
    void whatMakesACommandUnnecessaryIsLookedForWhereItRuns() {
        assertEquals(
                Optional.of("/root/done"), command(Map.of("creates", "done")).creates());
        assertEquals(
                Optional.of("done"),
                command(Map.of("creates", "done", "chdir", "/srv")).creates());
    }

    @Test
    void theHostTellsWhereCommandsBegin() {
        LocalHost host = LocalHost.reading(List.of(Homes.of(Homes.HERE)));
        assertTrue(host.of(Homes.of(Homes.HERE)) instanceof Observed.Known<Home>(Home here, var how)
                && here.path().startsWith("/"));
    }
}
