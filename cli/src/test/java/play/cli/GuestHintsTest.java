package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of names of Ansible's where this machine has no ansible-core to ask. */
class GuestHintsTest {
    @TempDir
    Path folder;

    private String problems(String task) throws Exception {
        Path playbook = Files.writeString(
                folder.resolve("site.yml"),
                "- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n    - " + task + "\n");
        StringWriter err = new StringWriter();
        Main.run(
                List.of("run", playbook.toString(), "--guests", "off"),
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), false, 200));
        return err.toString();
    }

    @Test
    void whereThereIsAnotherWayGuestsAreToldOfToo() throws Exception {
        for (String task : List.of(
                "docker_compose: {project_src: /srv/app}",
                "community.general.snap: {name: a}",
                "supervisorctl: {name: web, state: started}",
                "debug: {msg: \"{{ lookup('community.general.passwordstore', 'a') }}\"}",
                "debug: {msg: \"{{ '52' | random_mac }}\"}")) {
            String said = problems(task);
            assertTrue(said.matches("(?s).*Ansible has it, play has not; use [^\n]* Guests are off.*"), said);
        }
    }

    @Test
    void aSlipOfANameIsNotTakenForAGuest() throws Exception {
        String said = problems("servce: {name: app}");
        assertTrue(said.contains("Did you mean 'service'?"), said);
        assertFalse(said.contains("Guests"), said);
    }

    @Test
    void theVariableThatNamesNoPythonIsTold() throws Exception {
        Arguments arguments = Arguments.parse(List.of(), List.of(GuestOption.OPTION));
        var guests = GuestOption.of(arguments, Map.of("PLAY_GUESTS", "/nonexistent"), List.of());
        assertTrue(guests.find("acme.box.open", play.plugin.CallPlace.beside(folder))
                .isEmpty());
        assertEquals(
                " The variable PLAY_GUESTS names '/nonexistent', which is no Python for guests, Ansible's modules:"
                        + " there is no such file or directory.",
                guests.hint("acme.box.open"));
    }
}
