package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class Deb822RepositoryModuleTest {
    private static final String ARMORED =
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ==\n-----END PGP PUBLIC KEY BLOCK-----\n";

    private final Deb822RepositoryModule module = new Deb822RepositoryModule();
    private final Map<String, Object> given = new HashMap<>(Map.of(
            "name", "Example, Inc.",
            "uris", List.of("https://apt.example.org/debian"),
            "suites", List.of("stable", "testing"),
            "components", List.of("main")));

    private Deb822RepositoryModule.Params params() {
        return Parameters.of(module, given);
    }

    private String text(Optional<String> key) {
        return params().source().text("Example, Inc.", key);
    }

    @Test
    void fieldsAreWrittenInTheOrderOfTheirParameters() {
        given.put("allow_downgrade_to_insecure", false);
        given.put("enabled", true);
        given.put("date_max_future", 10);
        assertEquals("""
            Allow-Downgrade-To-Insecure: no
            Components: main
            Date-Max-Future: 10
            Enabled: yes
            X-Repolib-Name: Example, Inc.
            Signed-By: /k.asc
            Suites: stable testing
            Types: deb
            URIs: https://apt.example.org/debian
            """, text(Optional.of("/k.asc")));
    }

    @Test
    void aKeyInTheFileIsIndented() {
        assertTrue(text(Optional.of(ARMORED)).contains("""
            Signed-By:\s
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             mQ==
             -----END PGP PUBLIC KEY BLOCK-----
            """), text(Optional.of(ARMORED)));
    }

    @Test
    void aKeyThatCannotBeFetchedIsToldWithItsReason() {
        given.put("signed_by", "https://apt.example.org/key");
        KnownStates known =
                new KnownStates().withUnknown(RemoteKeys.at("https://apt.example.org/key"), "no such server");
        assertEquals(new Plan.Undetermined("no such server"), module.plan(params(), known));
    }

    @Test
    void aKeyThatIsFetchedGetsAFileAsItIs() {
        given.put("signed_by", "https://apt.example.org/key");
        for (Map.Entry<String, String> key :
                Map.of(ARMORED, ".asc", "\u0001", ".gpg").entrySet()) {
            KnownStates known = new KnownStates()
                    .with(
                            RemoteKeys.at("https://apt.example.org/key"),
                            Observed.read(new RemoteKeys.Key(Bytes.of(key.getKey()))));
            assertInstanceOf(Plan.Needs.class, module.plan(params(), known));
            assertTrue(String.valueOf(module.result(params(), known).get("repo"))
                    .contains("Signed-By: /etc/apt/keyrings/example-inc" + key.getValue()));
        }
    }

    @Test
    void whatASourceCannotDoWithoutIsNamed() {
        given.remove("uris");
        assertEquals("uris", module.check(params()).getFirst().parameter());
        given.put("name", "...");
        assertEquals("name", module.check(params()).getFirst().parameter());
        given.put("state", "absent");
        assertEquals(1, module.check(params()).size());
    }
}
