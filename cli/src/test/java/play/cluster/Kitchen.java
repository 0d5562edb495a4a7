package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import play.cli.PlayProcess;
import play.lab.Lab;
import play.lab.LabException;

/** Hosts of the lab on which a playbook of the cookbook is tried, and what is asked of them without {@code play}. */
final class Kitchen {
    static final Path COOKBOOK = ClusterLab.HOME.resolve("docs/cookbook");

    /** Names of other labs have other beginnings. */
    private static final String LABS = "ci-cookbook-";

    private static final String SUBNETS = "10.91.";

    /** Ten from here on are the cookbook's. */
    private static final int FIRST_SUBNET = 24;

    private static final Lab HOSTS = new Lab(ClusterLab.HOME, line -> {});

    private final String recipe;
    private final String subnet;
    private final Path folder;

    /**
     * @param number of the recipe, by which its hosts have a subnet of their own
     * @param folder for the inventory, and what runs leave
     */
    Kitchen(String recipe, int number, Path folder) throws IOException {
        this.recipe = recipe;
        this.subnet = SUBNETS + (FIRST_SUBNET + number);
        this.folder = folder;
        String inventory =
                Files.readString(ClusterLab.HOME.resolve("cli/src/test/resources/cookbook/" + recipe + ".yml"));
        file("hosts.yml", inventory.replace("LAB", LABS + recipe).replace("SUBNET", subnet));
    }

    /**
     * Blank hosts.
     *
     * @param hosts in the order of the inventory, by which they get their addresses
     */
    void open(List<String> hosts) throws LabException, InterruptedException {
        close();
        HOSTS.up(LABS + recipe, subnet, hosts);
    }

    void close() throws LabException, InterruptedException {
        call("down", "--purge");
    }

    private List<String> call(String command, String... words) throws LabException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command, "--name", LABS + recipe));
        all.addAll(List.of(words));
        return HOSTS.call(all);
    }

    /** The address of a host, by its place in the inventory, from 1 on. */
    String address(int number) {
        return subnet + "." + (10 + number);
    }

    private List<String> words(String playbook, String... options) {
        List<String> words = new ArrayList<>(List.of(
                COOKBOOK.resolve(recipe).resolve(playbook).toString(),
                "-i",
                folder.resolve("hosts.yml").toString(),
                // Several may be tried at once, beside other tests.
                "--timeout",
                "60"));
        words.addAll(List.of(options));
        return words;
    }

    /** The dry run tells, task by task, what the run does; a second run has nothing to do. */
    void cook(String playbook, String... options) throws IOException, InterruptedException {
        List<String> dry = words(playbook, options);
        dry.addAll(List.of("--check", "--diff"));
        Announced told = Announced.by(folder, dry);
        Announced made = Announced.by(folder, words(playbook, options));
        assertEquals(List.of(), told.differences(made));
        System.out.println(recipe + "/" + playbook + ": " + told.resources() + " tasks, unknown in the dry run: "
                + told.unknown());
        unchanged(playbook, options);
    }

    void unchanged(String playbook, String... options) throws IOException, InterruptedException {
        assertEquals(List.of(), Announced.by(folder, words(playbook, options)).changed());
    }

    /** A run that may end as it likes. */
    PlayProcess run(String playbook, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(words(playbook, options));
        return PlayProcess.run(folder, "play", all);
    }

    /** The output of a shell command on a host as root; its errors too. */
    String on(String host, String command) throws LabException, InterruptedException {
        return String.join("\n", call("exec", host, "sh", "-c", "exec 2>&1 </dev/null\n" + command));
    }

    void reboot(String host) throws LabException, InterruptedException {
        call("reboot", host);
    }

    /** A file beside what runs leave. */
    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** A directory there. */
    Path folder() {
        return folder;
    }
}
