package play.contract;

import java.io.IOException;
import java.util.List;
import play.lab.Lab;
import play.lab.LabException;

/** A host that examples of modules run on. */
public interface ExampleHost {
    /** An inventory file with this host alone. */
    String inventory();

    /** Such a file for a host of a lab. */
    static String inventory(String name, Lab.Hosts hosts) {
        return """
            all:
              hosts:
                %s:
                  ansible_host: %s
                  ansible_user: root
                  ansible_ssh_private_key_file: %s
                  ansible_known_hosts_file: %s
            """.formatted(name, hosts.addresses().get(name), hosts.key(), hosts.knownHosts());
    }

    /** Brings the host to where an example starts from. */
    void prepare(Preparation preparation) throws IOException, LabException, InterruptedException, Preparation.Failed;

    /** Runs a script as root, without {@code play}. */
    void script(String script) throws LabException, InterruptedException;

    /** What is on the host, found without {@code play}. */
    List<String> walk() throws LabException, InterruptedException;
}
