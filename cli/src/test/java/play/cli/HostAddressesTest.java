package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The addresses of a cluster's hosts, as the curated playbooks check them before any host is asked. */
class HostAddressesTest {
    private static final Path HOME = Path.of(System.getProperty("play.home", ""));

    @TempDir
    Path folder = Path.of("/");

    private String check(String workers, int code) throws IOException {
        Files.writeString(folder.resolve("hosts.yml"), """
            all:
              vars: {cluster_name: test}
              children:
                etcd: &masters
                  hosts: {m1: {ansible_host: 10.64.0.1}}
                kube_control_plane: *masters
                kube_node: {hosts: {m1: , %s}}
                lb: {hosts: {l1: {ansible_host: 10.64.0.9}}}
            """.formatted(workers));
        for (String used : List.of("roles", "group_vars")) {
            Files.createSymbolicLink(
                    folder.resolve(used), HOME.resolve("playbooks").resolve(used));
        }
        Path playbook = Files.writeString(
                folder.resolve("site.yml"), "- hosts: all\n  gather_facts: false\n  roles: [cluster]\n");
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> words = List.of(
                "run", "--syntax-check", "-i", folder.resolve("hosts.yml").toString(), playbook.toString());
        assertEquals(code, Main.run(words, new Terminal(out, out, false, 80)), said::toString);
        Files.delete(folder.resolve("roles"));
        Files.delete(folder.resolve("group_vars"));
        return said.toString();
    }

    @Test
    void eachHostHasItsOwn() throws IOException {
        check("w1: {ansible_host: 10.64.0.2}, w2: {ansible_host: 10.64.0.1, node_ip: 10.64.0.3}", 0);
    }

    @Test
    void hostsThatShareOneAreNamed() throws IOException {
        String said = check(
                "w1: {ansible_host: 10.64.0.2}, w2: {ansible_host: 10.64.0.1}, w3: {ansible_host: 10.64.0.3}, w4:"
                        + " {ansible_host: 10.64.0.2}",
                4);

        assertTrue(
                said.contains("m1 (10.64.0.1), w1 (10.64.0.2), w2 (10.64.0.1), w4 (10.64.0.2): each has an address that"
                        + " another host has too."),
                said);
        assertTrue(said.contains("hosts.yml:1:1"), said);
        assertEquals(2, said.split("each has an address", -1).length, "told once");
    }
}
