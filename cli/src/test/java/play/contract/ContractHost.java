package play.contract;

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

    private final Lab lab;
    private final String labName;
    private final Lab.Hosts hosts;

    private ContractHost(Lab lab, String labName, Lab.Hosts hosts) {
        this.lab = lab;
        this.labName = labName;
        this.hosts = hosts;
    }

    /** @param number from 1, which name and addresses of the lab follow from */
    static ContractHost up(Path home, int number) throws LabException, InterruptedException {
        Lab lab = new Lab(home, line -> {});
        String labName = "ci-contract" + number;
        lab.call(List.of("down", "--name", labName, "--purge"));
        return new ContractHost(lab, labName, lab.up(labName, "10.91." + (240 + number), List.of(NAME)));
    }

    @Override
    public String inventory() {
        return ExampleHost.inventory(NAME, hosts);
    }

    /** Gives the host blank disks and boots it. */
    @Override
    public void blank() throws LabException, InterruptedException {
        call("fresh");
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

    void down() throws LabException, InterruptedException {
        lab.call(List.of("down", "--name", labName, "--purge"));
    }
}
