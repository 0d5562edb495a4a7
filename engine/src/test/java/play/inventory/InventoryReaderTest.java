package play.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.diag.ProblemList;
import play.diag.Problems;
import play.vault.Vault;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

class InventoryReaderTest {
    @TempDir
    Path folder;

    private final ProblemList problems = new ProblemList();

    @Test
    void readsYaml() throws Exception {
        write("hosts.yml", """
            all:
              hosts:
                lonely: {x: 1}
              vars: {a: from all}
              children:
                web:
                  hosts:
                    web[01:03].example.org:
                      port: 80
                  vars: {a: from web}
                  children:
                    canary: {hosts: {c1: }}
                empty:
            """);
        Inventory inventory = read("hosts.yml");

        assertEquals(List.of(), problems.sorted());
        assertEquals(
                List.of("lonely", "web01.example.org", "web02.example.org", "web03.example.org", "c1"),
                List.copyOf(inventory.hosts().keySet()));
        assertEquals(
                List.of("web01.example.org", "web02.example.org", "web03.example.org", "c1"), inventory.hostsOf("web"));
        assertEquals(List.of("canary", "web"), inventory.groupNames("c1"));
        assertEquals(List.of("ungrouped"), inventory.groupNames("lonely"));
        assertEquals(
                List.of("all", "web", "canary"),
                inventory.groupsOf("c1").stream().map(Group::name).toList());
        assertEquals(
                "80",
                inventory
                        .host("web02.example.org")
                        .orElseThrow()
                        .vars()
                        .text("port")
                        .orElseThrow());
        assertEquals("web02", inventory.host("web02.example.org").orElseThrow().shortName());
    }

    @Test
    void readsIni() throws Exception {
        write("hosts.ini", """
            # a comment
            alone ansible_port=2222 ; no comment
            [web]
            web[1:2] n=1 s='a b' t="x y"  # comment
            10.0.0.5:2200
            [web:vars]
            list = [1, 'two', {"k": None}]
            yes = yes
            mode = 0644
            text = a # b
            flag=True
            bytes = b'as text'
            [prod:children]
            web
            """.replace(" ; no comment", ""));
        Inventory inventory = read("hosts.ini");

        assertEquals(List.of(), problems.sorted());
        assertEquals(
                List.of("alone", "web1", "web2", "10.0.0.5"),
                List.copyOf(inventory.hosts().keySet()));
        assertEquals(1L, value(inventory.host("web1").orElseThrow().vars(), "n"));
        assertEquals("a b", value(inventory.host("web1").orElseThrow().vars(), "s"));
        assertEquals("x y", value(inventory.host("web2").orElseThrow().vars(), "t"));
        assertEquals(2200L, value(inventory.host("10.0.0.5").orElseThrow().vars(), "ansible_port"));
        HostVars web = inventory.group("web").orElseThrow().vars();
        assertEquals("yes", value(web, "yes"));
        assertEquals("0644", value(web, "mode"));
        assertEquals("a # b", value(web, "text"));
        assertEquals(true, value(web, "flag"));
        assertEquals("as text", value(web, "bytes"));
        assertEquals(
                3,
                ((YamlNode.Sequence) web.find("list").orElseThrow().value())
                        .items()
                        .size());
        assertEquals(
                folder + "/hosts.ini:9:8",
                web.find("mode").orElseThrow().value().span().toString());
        assertEquals(List.of("web1", "web2", "10.0.0.5"), inventory.hostsOf("prod"));
    }

    @Test
    void aFileMayHaveACommaInItsName() throws Exception {
        write("east,west", "a\nb\n");
        assertEquals(List.of("a", "b"), read("east,west").hostsOf("all"));
    }

    @Test
    void readsAHostList() throws Exception {
        Inventory inventory = reader().read(List.of("a,b[1:2],"));

        assertEquals(List.of("a", "b1", "b2"), inventory.hostsOf("all"));
        assertEquals(List.of("a", "b1", "b2"), inventory.hostsOf("ungrouped"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "[fe80::1]:2222>fe80::1 2222",
                "[10.0.0.5]:2200>10.0.0.5 2200",
                "[named]:2201>named 2201",
                "[web[1:2]]:22>web1 22 web2 22",
                "[fe80::[5:6]]:2204>fe80::5 2204 fe80::6 2204",
                "web[1:2]:2203>web1 2203 web2 2203",
                "plain:22>plain 22",
                "fe80::4:1>fe80::4:1 none",
                "2001:db8:0:0:0:0:0:5>2001:db8:0:0:0:0:0:5 none",
                "fe80::[7:8]>fe80::7 none fe80::8 none",
                "a:b>a:b none"
            })
    void portsStandAfterNames(String written, String expected) throws Exception {
        write("hosts.ini", written + "\n" + written + " y=1\n");
        write("hosts.yml", "all: {hosts: {'" + written + "': {y: 1}}}\n");

        assertEquals(expected, ports(read("hosts.ini")));
        assertEquals(expected, ports(read("hosts.yml")));
        assertEquals(expected, ports(reader().read(List.of(written + ","))));
        assertEquals(List.of(), problems.sorted());
    }

    /** What ansible-core 2.21 prints as groups['all'] and groups['web']. */
    @Test
    void namesMayBeOfAnyLength() throws Exception {
        String longest = "x".repeat(200_000);
        write("long.ini", longest + "\n" + longest + "y:22\n" + "[a]".repeat(50_000) + "\n");
        assertTrue(read("long.ini").hosts().keySet().containsAll(List.of(longest, longest + "y")));
    }

    @Test
    void hostsOfAGroupComeBeforeThoseOfItsChildrenLevelByLevel() throws Exception {
        write("hosts.yml", """
            all:
              children:
                web:
                  children:
                    canary: {hosts: {c1: , c2: }}
                    blue:
                      hosts: {b1: }
                      children:
                        deep: {hosts: {d1: }}
                  hosts: {w1: , c2: }
                db: {hosts: {db1: , w1: }}
              hosts: {last: }
            """);
        assertEquals(
                "last w1 c2 db1 c1 b1 d1", String.join(" ", read("hosts.yml").hostsOf("all")));
        assertEquals("w1 c2 c1 b1 d1", String.join(" ", read("hosts.yml").hostsOf("web")));

        write(
                "hosts.ini",
                "[all:children]\n"
                        + "db\n"
                        + "web\n"
                        + "[web]\n"
                        + "w1\n"
                        + "c2\n"
                        + "[web:children]\n"
                        + "canary\n"
                        + "blue\n"
                        + "[canary]\n"
                        + "c1\n"
                        + "c2\n"
                        + "[db]\n"
                        + "db1\n"
                        + "w1\n"
                        + "[blue]\n"
                        + "b1\n"
                        + "[blue:children]\n"
                        + "deep\n"
                        + "[deep]\n"
                        + "d1\n");
        assertEquals("w1 c2 db1 c1 b1 d1", String.join(" ", read("hosts.ini").hostsOf("all")));
        assertEquals("w1 c2 c1 b1 d1", String.join(" ", read("hosts.ini").hostsOf("web")));
    }

    @Test
    void aPortAmongTheVariablesWins() throws Exception {
        write("hosts.ini", "[fe80::1]:22 ansible_port=5\n");

        assertEquals("fe80::1 5", ports(read("hosts.ini")));
    }

    @Test
    void bracketsHoldARangeOrAnAddressWithAPort() throws Exception {
        write("hosts.ini", "[fe80::3] x=1\n");
        read("hosts.ini");

        assertEquals(
                "host-range " + folder + "/hosts.ini:1:1",
                problems.sorted().getFirst().code() + " "
                        + problems.sorted().getFirst().subject().orElseThrow());
    }

    @Test
    void numbersOfRangesAreNotOverlyLong() throws Exception {
        write("hosts.ini", "[web]\nw[1:99999999999999999999]\n");
        read("hosts.ini");

        assertEquals("host-range 2:1", codes(problems));
        assertTrue(problems.sorted().getFirst().detail().contains("[1:9]"));
    }

    private static String ports(Inventory inventory) {
        return inventory.hosts().values().stream()
                .map(host ->
                        host.name() + " " + host.vars().text("ansible_port").orElse("none"))
                .collect(Collectors.joining(" "));
    }

    @Test
    void readsAScript() throws Exception {
        Path script = write("inv.sh", """
            #!/bin/sh
            echo '{"web": {"hosts": ["w1"], "vars": {"a": 1}, "children": ["sub"]}, \
            "sub": ["s1"], "_meta": {"hostvars": {"w1": {"b": 2}}}}'
            """);
        assertTrue(script.toFile().setExecutable(true));
        Inventory inventory = read("inv.sh");

        assertEquals(List.of(), problems.sorted());
        assertEquals(List.of("w1", "s1"), inventory.hostsOf("web"));
        assertEquals(2L, value(inventory.host("w1").orElseThrow().vars(), "b"));
    }

    @Test
    void asksAScriptWithoutMetaForEachHost() throws Exception {
        Path script = write("inv.sh", """
            #!/bin/sh
            if [ "$1" = --host ]; then echo "{\\"me\\": \\"$2\\"}"; else echo '{"web": ["w1", "w2"]}'; fi
            """);
        assertTrue(script.toFile().setExecutable(true));

        assertEquals("w2", value(read("inv.sh").host("w2").orElseThrow().vars(), "me"));
    }

    @Test
    void saysWhatAFailingScriptSaid() throws Exception {
        Path script = write("inv.sh", "#!/bin/sh\necho no token >&2\nexit 3\n");
        assertTrue(script.toFile().setExecutable(true));
        read("inv.sh");

        assertTrue(problems.sorted().getFirst().detail().contains("exit code 3"));
        assertTrue(problems.sorted().getFirst().detail().contains("no token"));
    }

    @Test
    void readsAFolderOfSources() throws Exception {
        write("inv/10-a.yml", "web: {hosts: {w1: {x: 1}}}\n");
        write("inv/20-b.ini", "[web]\nw2\n[db]\nw1 x=2\n");
        write("inv/hosts.ini.bak", "broken");
        write("inv/README.md", "broken: [");
        write("inv/group_vars/web.yml", "g: web\n");
        write("inv/group_vars/all/a.yml", "g: all\nh: a\n");
        write("inv/group_vars/all/b.yml", "h: b\n");
        write("inv/host_vars/w1", "z: 1\n");
        Inventory inventory = read("inv");

        assertEquals(List.of(), problems.sorted());
        assertEquals(List.of("w1", "w2"), inventory.hostsOf("web"));
        assertEquals(2L, value(inventory.host("w1").orElseThrow().vars(), "x"));
        assertEquals("web", value(inventory.beside().getFirst().group("web"), "g"));
        assertEquals("b", value(inventory.beside().getFirst().group("all"), "h"));
        assertEquals(1L, value(inventory.beside().getFirst().host("w1"), "z"));
    }

    @Test
    void handsAFileToItsPlugin() throws Exception {
        write("hosts.yml", "plugin: planets\ncount: 2\n");
        InventoryPlugin planets = new InventoryPlugin() {
            @Override
            public String name() {
                return "planets";
            }

            @Override
            public void expand(YamlNode.Mapping file, InventoryBuilder inventory, Problems problems) {
                inventory.member("inner", "mercury").member("inner", "venus");
            }
        };
        Inventory inventory = new InventoryReader(List.of(planets), new VaultNodes(Vault.LOCKED, problems), problems)
                .read(List.of(folder.resolve("hosts.yml").toString()));

        assertEquals(List.of("mercury", "venus"), inventory.hostsOf("inner"));
    }

    @Test
    void groupsOfOneDepthAreOrderedByPriorityThenName() throws Exception {
        write("hosts.yml", """
            b: {hosts: {h: }}
            a: {hosts: {h: }, vars: {ansible_group_priority: 10}}
            c: {hosts: {h: }}
            """);

        assertEquals(
                List.of("all", "b", "c", "a"),
                read("hosts.yml").groupsOf("h").stream().map(Group::name).toList());
    }

    @Test
    void reportsWhatIsWrong() throws Exception {
        Map<String, String> cases = Map.of(
                "web:\n  host:\n    a:\n", "unknown-key 2:3",
                "web:\n  hosts: [a, b]\n", "inventory-shape 2:10",
                "web:\n  hosts:\n    a: 3\n", "inventory-shape 3:8",
                "web:\n  children: {db: {children: {web: }}}\n", "group-cycle 2:30",
                "web:\n  hosts: {'w[5:1]': }\n", "host-range 2:11",
                "plugin: lb\n", "unknown-plugin 1:9");
        for (Map.Entry<String, String> each : cases.entrySet()) {
            ProblemList found = new ProblemList();
            write("x.yml", each.getKey());
            new InventoryReader(List.of(), new VaultNodes(Vault.LOCKED, found), found)
                    .read(List.of(folder.resolve("x.yml").toString()));
            assertEquals(each.getValue(), codes(found), each.getKey());
        }
    }

    @Test
    void reportsWhatIsWrongInIni() throws Exception {
        write("x.ini", "[web:var]\na\n[web]\nhost word\n[wbe:vars]\na=1\n");
        read("x.ini");

        assertEquals("inventory-shape 1:6, inventory-shape 4:6, unknown-group 5:2", codes(problems));
    }

    private static String codes(ProblemList problems) {
        return problems.sorted().stream()
                .map(d -> d.code()
                        + d.subject()
                                .map(s -> " " + s.from().line() + ":" + s.from().column())
                                .orElse(""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Object value(HostVars vars, String name) {
        return Objects.requireNonNull(
                ((YamlNode.Scalar) vars.find(name).orElseThrow().value()).value());
    }

    private InventoryReader reader() {
        return new InventoryReader(List.of(), new VaultNodes(Vault.LOCKED, problems), problems);
    }

    private Inventory read(String name) throws InterruptedException {
        return reader().read(List.of(folder.resolve(name).toString()));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
