package play.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import play.lab.Lab;
import play.lab.LabException;

/** Hosts of a lab that examples of modules run on, each on blank disks. */
final class ContractHosts {
  private static final String NAME = "ci-contract";
  private static final String SUBNET = "10.91.0";

  private final Lab lab;
  private final Lab.Hosts hosts;

  private ContractHosts(Lab lab, Lab.Hosts hosts) {
    this.lab = lab;
    this.hosts = hosts;
  }

  /** Brings up {@code number} hosts. */
  static ContractHosts up(Path home, int number) throws LabException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      names.add("host" + i);
    }
    Lab lab = new Lab(home, line -> {});
    lab.call(List.of("down", "--name", NAME, "--purge"));
    return new ContractHosts(lab, lab.up(NAME, SUBNET, names));
  }

  List<String> names() {
    return List.copyOf(hosts.addresses().keySet());
  }

  /** An inventory file with this host alone. */
  String inventory(String host) {
    return """
        all:
          hosts:
            %s:
              ansible_host: %s
              ansible_user: root
              ansible_ssh_private_key_file: %s
              ansible_known_hosts_file: %s
        """
        .formatted(host, hosts.addresses().get(host), hosts.key(), hosts.knownHosts());
  }

  /** Gives the host blank disks and boots it. */
  void blank(String host) throws LabException, InterruptedException {
    call("fresh", host);
  }

  /** Runs a script as root, without {@code play}. */
  void script(String host, String script) throws LabException, InterruptedException {
    call("exec", host, "sh", "-c", script);
  }

  /** What is on the host, found without {@code play}. */
  List<String> walk(String host) throws LabException, InterruptedException {
    return call("walk", host);
  }

  private List<String> call(String command, String... arguments) throws LabException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command, "--name", NAME));
    words.addAll(List.of(arguments));
    return lab.call(words);
  }

  void down() throws LabException, InterruptedException {
    lab.call(List.of("down", "--name", NAME, "--purge"));
  }
}
