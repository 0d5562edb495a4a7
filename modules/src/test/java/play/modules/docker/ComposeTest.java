package play.modules.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Secret;

/** What docker compose 2.40 tells, and what comes of it. */
class ComposeTest {
    private static final DockerComposeV2Module MODULE = new DockerComposeV2Module();

    private static DockerComposeV2Module.Params params(Object... more) {
        Map<String, Object> all = new HashMap<>(Map.of("project_src", "/srv/app"));
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return Parameters.of(MODULE, all);
    }

    private static <S extends play.host.HostState> S read(StateKey<S> key, String... parts)
            throws UnknownStateException {
        ScriptResult result = new ScriptResult(0, Bytes.of(String.join("\0", parts) + "\0"), Bytes.EMPTY);
        return key.family().told(List.of(key), result).of(0, key.id());
    }

    private static ComposeWork work(DockerComposeV2Module.Params params, String progress, String running)
            throws UnknownStateException {
        return read(params.work(), "told", progress, running);
    }

    @ParameterizedTest
    @CsvSource({
        " DRY-RUN MODE -  Container app-web-1  Running, {}",
        " DRY-RUN MODE -  Container app-web-1  Healthy, {}",
        " DRY-RUN MODE -  Network app_default  Creating, {network app_default=to do: create}",
        " DRY-RUN MODE -  Volume app_data  Removing, {volume app_data=to do: remove}",
        " DRY-RUN MODE -  web Pulling , {service web=to do: pull}",
        " DRY-RUN MODE -  b  Built, {service b=to do: build}",
        "Sending build context to Docker daemon  524.4kB, {}",
        " DRY-RUN MODE -  Network app_default  Resource is still in use, {}",
        "Container app-web-1  Restarting, {container app-web-1=to do: restart}"
    })
    void linesOfProgressAreStepsOrNone(String line, String steps) {
        assertEquals(steps, ComposeStep.told(" " + line).toString());
    }

    @Test
    void aContainerThatReplacesAnotherIsOne() {
        Map<String, ComposeStep> steps = ComposeStep.told("""
             DRY-RUN MODE -  Container app-web-1  Recreate
             DRY-RUN MODE -  Container app-web-1  Recreated
             DRY-RUN MODE -  Container 1c1ea5aa30bc_app-web-1  Starting
             DRY-RUN MODE -  Container 1c1ea5aa30bc_app-web-1  Started
            """);
        assertEquals("{container app-web-1=to do: recreate and start}", steps.toString());
        assertEquals(
                List.of("Recreating", "Starting"),
                Objects.requireNonNull(steps.get("container app-web-1")).told().stream()
                        .map(action -> action.get("status"))
                        .toList());
    }

    @Test
    void nothingIsDoneWhereComposeWouldDoNothing() throws UnknownStateException {
        DockerComposeV2Module.Params params = params();
        ComposeWork none = work(params, " DRY-RUN MODE -  Container app-web-1  Running\n", "");
        assertEquals(Plan.UNCHANGED, MODULE.plan(params, new KnownStates().with(params.work(), none)));
        for (Map.Entry<String, String> always :
                Map.of("build", "always", "pull", "always").entrySet()) {
            DockerComposeV2Module.Params fetching = params(always.getKey(), always.getValue());
            assertInstanceOf(
                    Plan.Change.class,
                    MODULE.plan(fetching, new KnownStates().with(fetching.work(), none)),
                    always.getKey());
        }
        assertTrue(work(params, " Container a  Starting\n", "").afterwards().isDone());
    }

    @Test
    void whatRunsIsStoppedAndNothingElse() throws UnknownStateException {
        DockerComposeV2Module.Params stopped = params("state", "stopped");
        assertTrue(work(stopped, "", "exited app-web-1\n").isDone());
        ComposeWork runs = work(stopped, "", "running app-web-1\nexited app-side-1\n");
        assertEquals(List.of("container app-web-1"), List.copyOf(runs.steps().keySet()));
        Plan.Change change =
                assertInstanceOf(Plan.Change.class, MODULE.plan(stopped, new KnownStates().with(stopped.work(), runs)));
        assertTrue(
                script(change)
                        .endsWith("compose up --no-color --quiet-pull --no-start -- || exit\ncompose stop --"
                                + " || exit\n"),
                () -> script(change));
    }

    private static String script(Plan.Change change) {
        return ((Action.Run) change.actions().getFirst()).script().text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services|web|up --no-color --quiet-pull --detach -- web",
                "pull|missing|up --no-color --quiet-pull --detach --pull missing --",
                "build|never|up --no-color --quiet-pull --detach --no-build --",
                "recreate|always|up --no-color --quiet-pull --detach --force-recreate --",
                "recreate|never|up --no-color --quiet-pull --detach --no-recreate --",
                "renew_anon_volumes|true|up --no-color --quiet-pull --detach --renew-anon-volumes --",
                "dependencies|false|up --no-color --quiet-pull --detach --no-deps --",
                "remove_orphans|true|up --no-color --quiet-pull --detach --remove-orphans --",
                "timeout|3|up --no-color --quiet-pull --detach --timeout 3 --",
                "state|restarted|restart --",
                "state|absent|down --"
            })
    void composeIsAskedInItsOwnWords(String parameter, String value, String words) {
        assertEquals(words, String.join(" ", new ComposeWords(params(parameter, value)).looked()));
    }

    @Test
    void aDryRunWaitsForNothing() {
        DockerComposeV2Module.Params params = params("wait", true, "wait_timeout", 5, "assume_yes", true);
        assertFalse(new ComposeWords(params).looked().contains("--wait"));
        assertEquals(
                List.of("up", "--no-color", "--quiet-pull", "--detach", "--wait", "--wait-timeout", "5", "--yes", "--"),
                new ComposeWords(params).done().getFirst());
        assertEquals(
                List.of("down", "--volumes", "--rmi", "local", "--"),
                new ComposeWords(params("state", "absent", "remove_volumes", true, "remove_images", "local")).looked());
    }

    /** It goes over standard input: neither an argument nor a file of the host has it. */
    @Test
    void whatADefinitionHoldsIsNoArgumentAndNotShown() {
        Map<String, Object> service = Map.of("image", "app:1", "environment", Map.of("A", new Secret("hunter2")));
        DockerComposeV2Module.Params params = Parameters.of(
                MODULE, Map.of("project_name", "x", "definition", Map.of("services", Map.of("one", service))));
        play.host.Script script = params.work().family().read(List.of(params.work()));
        assertTrue(script.stdin().utf8().contains("hunter2"), script.stdin()::utf8);
        assertFalse(script.text().contains("hunter2"));
        assertFalse(params.work().toString().contains("hunter2"), params.work()::toString);
    }

    @Test
    void containersAreToldAsTheyAreInAnsible() throws UnknownStateException {
        for (String listed : List.of("%s\n%s\n", "[%s,%s]")) {
            String json = "{\"Name\": \"a\", \"Names\": \"a,b\", \"Labels\": \"x=1,y=2=3\", \"ExitCode\": 0}";
            ComposeProject project = read(params().project(), "told", listed.formatted(json, json), "null");
            Map<?, ?> first = (Map<?, ?>) ((List<?>) project.containers().orUnknown()).getFirst();
            assertEquals(List.of("a", "b"), first.get("Names"));
            assertEquals(Map.of("x", "1", "y", "2=3"), first.get("Labels"));
            assertEquals(2, ((List<?>) project.containers().orUnknown()).size());
            assertEquals(new Foreseen.Exactly<>(List.of()), project.images());
        }
    }

    @Test
    void whereComposeCannotBeAskedItIsSaid() {
        UnknownStateException refused = assertThrows(
                UnknownStateException.class, () -> read(params().work(), "refused", "docker is podman there"));
        assertTrue(String.valueOf(refused.getMessage()).contains("podman"), refused::toString);
        assertThrows(UnknownStateException.class, () -> read(params().work(), "failed", "no configuration file"));
        assertThrows(UnknownStateException.class, () -> read(params().work(), "lacking"));
    }

    @Test
    void numbersAndNamesAreChecked() {
        assertEquals(List.of("scale"), faults(params("scale", Map.of("web", "two"))));
        assertEquals(List.of("services"), faults(params("services", List.of("two words"))));
        assertEquals(List.of(), faults(params("scale", Map.of("web", 2), "services", List.of("web"))));
    }

    private static List<String> faults(DockerComposeV2Module.Params params) {
        return MODULE.check(params).stream().map(Binding.Fault::parameter).toList();
    }
}
