package play.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import play.lab.Lab;
import play.lab.LabException;

/**
 * A host that examples of modules run on, each on blank disks. It has a lab of its own, so it waits for no other host.
 */
final class ContractHost implements ExampleHost {
    private static final String NAME = "host";

    /** Blank ones, {@code /dev/vdb} and {@code /dev/vdc}. */
    private static final List<String> DATA_DISKS = List.of("--data-disks", "2", "--data-size", "128M");

    private final Lab lab;
    private final String labName;
    private final Lab.Hosts hosts;
    private final PreparedDisks disks;

    private ContractHost(Lab lab, String labName, Lab.Hosts hosts, PreparedDisks disks) {
        this.lab = lab;
        this.labName = labName;
        this.hosts = hosts;
        this.disks = disks;
    }

    /**
     * @param number from 1, which name and addresses of the lab follow from
     * @param disks that all hosts may stand on, and add to
     */
    static ContractHost up(Path home, int number, PreparedDisks disks) throws LabException, InterruptedException {
        Lab lab = new Lab(home, line -> {});
        String labName = labName(number);
        return new ContractHost(lab, labName, lab.up(labName, "10.91." + (240 + number), List.of(NAME)), disks);
    }

    @Override
    public String inventory() {
        return ExampleHost.inventory(NAME, hosts);
    }

    /** Boots the host with blank disks, or with a copy of one on which the tasks have run. */
    @Override
    public void prepare(Preparation preparation)
            throws IOException, LabException, InterruptedException, Preparation.Failed {
        if (preparation.isEmpty()) {
            fresh(List.of());
        } else {
            String disk = disks.of(preparation, name -> keep(preparation, name));
            fresh(List.of("--from", disk));
        }
    }

    private void fresh(List<String> options) throws LabException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("fresh", "--name", labName));
        words.addAll(DATA_DISKS);
        words.addAll(options);
        words.add(NAME);
        lab.call(words);
    }

    private String keep(Preparation preparation, String name)
            throws IOException, LabException, InterruptedException, Preparation.Failed {
        fresh(List.of());
        preparation.run();
        call("keep", name);
        return labName + "/" + name;
    }

    @Override
    public void script(String script) throws LabException, InterruptedException {
        call("exec", "sh", "-c", script);
    }

    @Override
    public List<String> walk() throws LabException, InterruptedException {
        return call("walk");
    }

    private List<String> call(String command, String... arguments) throws LabException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command, "--name", labName, NAME));
        words.addAll(List.of(arguments));
        return lab.call(words);
    }

    /** Takes all hosts of such numbers off the machine, then their disks, on which hosts of others may have stood. */
    static void purge(Path home, int numbers) throws LabException, InterruptedException {
        purge(home, 1, numbers);
    }

    /** The same of those with numbers from one to another. */
    static void purge(Path home, int first, int last) throws LabException, InterruptedException {
        Lab lab = new Lab(home, line -> {});
        for (List<String> options : List.of(List.<String>of(), List.of("--purge"))) {
            for (int number = first; number <= last; number++) {
                List<String> words = new ArrayList<>(List.of("down", "--name", labName(number)));
                words.addAll(options);
                lab.call(words);
            }
        }
    }

    private static String labName(int number) {
        return "ci-contract" + number;
    }
}
