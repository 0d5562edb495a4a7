package play.modules.kubernetes;

import play.module.ModuleSpec.Example;

/** What examples of modules share that ask an API server. */
public final class Examples {
    static final String ARGUMENTS = """
        kubeconfig: /root/admin.conf
        definition:
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: example, namespace: default}
          data: {a: '1'}
        force_conflicts: true
        """;

    static final String SERVER = ExampleServer.tasks("127.0.0.1");
    static final String CTL = ExampleServer.CTL;

    private static final String START = ExampleServer.start("--authorization-mode=RBAC");

    private static final String NODE =
            "printf '%s' '{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"example\"}}' | " + CTL
                    + "create -f -\n";

    private Examples() {}

    /** With a node that no kubelet stands for. */
    static Example node(String title, String then, String arguments) {
        return with(title, NODE + then, arguments + "kubeconfig: /root/admin.conf\n");
    }

    /** Once the server serves, {@code then} is run. */
    static Example with(String title, String then, String arguments) {
        return new Example(title, START + then, arguments, SERVER);
    }

    /** With more that is made before. */
    public static Example served(String title, String then, String arguments, String setup) {
        return new Example(title, START + then, arguments, SERVER + setup);
    }

    /** Once the server serves, {@code then} is run. */
    static Example of(String title, String then) {
        return with(title, then, ARGUMENTS);
    }
}
