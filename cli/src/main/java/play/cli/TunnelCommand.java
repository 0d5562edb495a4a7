package play.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code play tunnel}. */
final class TunnelCommand implements Command {
    @Override
    public String name() {
        return "tunnel";
    }

    @Override
    public String synopsis() {
        return """
            HOST LOCAL_PORT:SERVICE -i INVENTORY [options]

            SERVICE is NAMESPACE/NAME[:PORT], a service of Kubernetes, or ADDRESS:PORT, what HOST reaches by it.
            LOCAL_PORT 0 takes any port that is free. Listens on 127.0.0.1 until Ctrl-C.

              play tunnel kub01 8080:headlamp/headlamp -i inventories/kubeadm-ceph
              play tunnel kub01 0:127.0.0.1:2379 -i inventories/kubeadm-ceph\
            """;
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Loaded.OPTIONS_OF_INVENTORY);
        options.addAll(AccessOptions.ALL);
        options.add(Loaded.ALL_PROBLEMS);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().size() != 2) {
            throw new UsageException(
                    "'play tunnel' needs a host and LOCAL_PORT:SERVICE, such as 8080:headlamp/headlamp");
        }
        return new TunnelSession(arguments, terminal).run();
    }
}
