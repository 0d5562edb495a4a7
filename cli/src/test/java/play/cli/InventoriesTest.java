package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inventories of the tree as they are, where tests on hosts give them other subnets. */
class InventoriesTest {
    private static final Path HOME = Path.of(System.getProperty("play.home", ""));

    /** As hosts tell them; the playbooks compare texts. */
    @ParameterizedTest
    @CsvSource({"dual-stack, node_second_ip, fd4c:10:81::11", "ipv6, node_ip, fd4c:10:82::11"})
    void addressesOfIpv6AreInTheirShortestForm(String inventory, String variable, String address) {
        Trial.Said said = Trial.main(
                "eval",
                variable,
                "master",
                "-i",
                HOME.resolve("inventories/" + inventory).toString());
        assertEquals(address + "\n", said.out(), said.err());
    }
}
