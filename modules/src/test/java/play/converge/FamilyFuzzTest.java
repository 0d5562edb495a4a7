package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.diag.Printable;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Bytes;

/**
 * Whatever a host prints, every family makes states of it, {@code Unknown} where it can't, by itself: none throws, none
 * quotes secrets. The outputs are made of the words of the family's own script and class, so that they get past its
 * first look, and of what hosts should not say.
 */
class FamilyFuzzTest {
    private static final int OUTPUTS = 400;

    /** In characters; ids and paths are in it, and words of the host. */
    private static final int LONGEST = 10_100;

    /** Is printed by hosts, and no family that reads secrets may repeat it. */
    static final String SECRET = "hunter2";

    /** Begins the answer of one call of kubectl or Helm; its exit code follows, and a line feed. */
    static final String SECTION = "\u001e";

    static Stream<InstalledFamilies.Fuzzed> families() throws IOException {
        return InstalledFamilies.all();
    }

    @ParameterizedTest
    @MethodSource("families")
    void noOutputOfAHostIsTooOdd(InstalledFamilies.Fuzzed fuzzed) {
        OddOutput odd = new OddOutput(new Random(20), fuzzed.words(), fuzzed.ids());
        Set<String> failures = new LinkedHashSet<>();
        for (int i = 0; i < OUTPUTS; i++) {
            ScriptResult result =
                    new ScriptResult(i % 3 == 0 ? 0 : i % 4, odd.next(i), Bytes.of(i % 2 == 0 ? "" : "sh: odd\n"));
            parse(fuzzed.family(), fuzzed.ids(), result).ifPresent(failures::add);
        }
        assertEquals(Set.of(), failures);
    }

    @ParameterizedTest
    @MethodSource("families")
    void noWordAloneIsTooOdd(InstalledFamilies.Fuzzed fuzzed) {
        Set<String> failures = new LinkedHashSet<>();
        OddOutput.alone(fuzzed.ids().size())
                .map(out -> new ScriptResult(0, out, Bytes.EMPTY))
                .forEach(result -> parse(fuzzed.family(), fuzzed.ids(), result).ifPresent(failures::add));
        assertEquals(Set.of(), failures);
    }

    private static <S extends HostState> Optional<String> parse(
            StateFamily<S> family, List<String> ids, ScriptResult result) {
        List<StateKey<S>> keys = ids.stream().map(family::key).toList();
        try {
            Map<?, ? extends Observed<?>> states = family.parse(keys, result);
            return states.keySet().equals(new HashSet<>(keys))
                    ? states.values().stream()
                            .flatMap(state -> fault(family, state, result.out()).stream())
                            .findFirst()
                    : Optional.of("other keys: " + states.keySet());
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(e.getClass() + " at "
                    + Arrays.stream(e.getStackTrace())
                            .filter(at -> at.getClassName().startsWith("play."))
                            .limit(1)
                            .toList());
        }
    }

    /** Reasons say something, not too much, and nothing secret, but for the words of a call that failed. */
    private static Optional<String> fault(StateFamily<?> family, Observed<?> state, String out) {
        return state instanceof Observed.Unknown<?>(String reason)
                        && (reason.isBlank()
                                || reason.length() > LONGEST
                                || (family.secret() && !out.contains(SECTION) && reason.contains(SECRET)))
                ? Optional.of("a reason such as: " + Printable.line(reason))
                : Optional.empty();
    }

    @Test
    void allFamiliesAreTried() throws IOException {
        assertTrue(families().count() >= 70);
    }

    /** What passwords, keys of clusters and contents are in; whose answers are quoted nowhere. */
    @Test
    void familiesThatReadSecretsSaySo() throws IOException {
        assertEquals(
                Set.of(
                        "host.FileTexts",
                        "host.Jobs",
                        "host.LocalFacts",
                        "host.EnvironmentVariables",
                        "CephUser$Family",
                        "StoredSecrets",
                        "EtcdAnswer$Family",
                        "EtcdValues",
                        "ComposeProject$Family",
                        "ComposeWork$Family",
                        "DockerThings",
                        "DryApplies",
                        "Grants$Family",
                        "MysqlVariable$Family",
                        "HelmInfoModule$Family",
                        "HelmReleases",
                        "HelmRenders",
                        "Fragments$Family",
                        "K8sInfoModule$Family",
                        "KubeCondition$Family",
                        "KubeObjects",
                        "ObjectMetadata$Family",
                        "SecretDigests$Family",
                        "SelectedObjects$Family",
                        "WholeContent$Family",
                        "HttpReplies",
                        "Passwords",
                        "DebconfAnswers",
                        "Rows",
                        "MysqlAccounts$Family",
                        "MysqlDatabase$Family",
                        "MysqlPassword$Family",
                        "MysqlReply$Family",
                        "SqlReply$Family"),
                families()
                        .filter(fuzzed -> fuzzed.family().secret())
                        .map(fuzzed -> fuzzed.toString().replaceFirst("^(play|[a-z]+)[.](?!FileTexts|Jobs)", ""))
                        .collect(Collectors.toSet()));
    }

    /** As a proxy answers, or a shell that greets: nothing that a family asked for. */
    @ParameterizedTest
    @MethodSource("families")
    void whatSomebodyElseSaysIsNotAbsence(InstalledFamilies.Fuzzed fuzzed) {
        for (String odd : List.of("<html>login</html>\n", "Welcome!\0", "[7]\n".repeat(7))) {
            ScriptResult result = new ScriptResult(0, Bytes.of(odd), Bytes.EMPTY);
            states(fuzzed.family(), fuzzed.ids(), result)
                    .forEach((key, state) -> assertFalse(
                            state instanceof Observed.Known<?>(HostState known, var how) && !known.present(),
                            () -> key + " is taken as absent: " + Printable.line(odd)));
        }
    }

    private static <S extends HostState> Map<StateKey<S>, Observed<S>> states(
            StateFamily<S> family, List<String> ids, ScriptResult result) {
        return family.parse(ids.stream().map(family::key).toList(), result);
    }
}
