package play.modules.alternatives;

import play.module.ModuleSpec.Example;

/** Where examples of alternatives start from. */
final class AlternativesExamples {
    private static final String PROGRAMS = """
        for n in one two; do
          printf '#!/bin/sh\\n' >/usr/local/bin/tool-$n
          chmod 755 /usr/local/bin/tool-$n
          echo $n >/usr/local/share/tool-$n.txt
        done
        """;

    private static final String INSTALL = "update-alternatives --quiet --install /usr/local/bin/tool tool ";
    private static final String ONE = PROGRAMS + INSTALL + "/usr/local/bin/tool-one 10\n";
    private static final String BOTH = ONE + INSTALL + "/usr/local/bin/tool-two 20\n";
    private static final String YAML = "name: tool\npath: /usr/local/bin/tool-";
    private static final String LINK = "link: /usr/local/bin/tool\n";

    private static final String SUBCOMMANDS = """
        subcommands:
          - name: tool.txt
            path: /usr/local/share/tool-two.txt
            link: /usr/local/share/tool.txt
        """;

    private AlternativesExamples() {}

    static Example[] all() {
        return new Example[] {
            new Example("absent", PROGRAMS, YAML + "one\n" + LINK),
            new Example("drifted", BOTH, YAML + "one\n"),
            new Example("right", BOTH, YAML + "two\n" + LINK),
            new Example("can be chosen, and is not", ONE, YAML + "two\n" + LINK + "priority: 5\nstate: present\n"),
            new Example("with what goes along", BOTH, YAML + "two\npriority: 60\nstate: present\n" + SUBCOMMANDS),
            new Example(
                    "chosen by the priority again",
                    BOTH + "update-alternatives --quiet --set tool /usr/local/bin/tool-one\n",
                    YAML + "one\npriority: 30\nstate: auto\n"),
            new Example(
                    "to be removed, though it was chosen",
                    BOTH + "update-alternatives --quiet --set tool /usr/local/bin/tool-one\n",
                    YAML + "one\nstate: absent\n"),
            new Example("the last, to be removed", ONE, YAML + "one\nstate: absent\n"),
            new Example(
                    "called by another path",
                    BOTH,
                    "name: tool\npath: /usr/local/bin/tool-two\nlink: /usr/local/sbin/tool\nstate: present\n")
        };
    }
}
