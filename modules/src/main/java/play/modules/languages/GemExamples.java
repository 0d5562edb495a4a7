package play.modules.languages;

import play.module.ModuleSpec.Example;

/** Where examples of gem start from: a source of their own, for no other can be reached. */
final class GemExamples {
    private static final String FIRST = "- package: {name: ruby, install_recommends: false}\n";

    private static final String GEMS = """
        mkdir -p /srv/gems/gems /srv/demo/bin
        cd /srv/demo
        printf '#!/usr/bin/ruby\\n' >bin/demo
        for v in 1.0 2.0; do
          printf 'Gem::Specification.new { |s| s.name = "demo"; s.version = "%s"; s.summary = s.author = "x"
            s.files = ["bin/demo"]; s.executables = ["demo"] }' $v >demo.gemspec
          gem build demo.gemspec --output /srv/gems/gems/demo-$v.gem
        done
        gem generate_index --directory /srv/gems
        """;

    private static final String YAML = "name: demo\nrepository: file:///srv/gems\n";
    private static final String INSTALL = "gem install --no-document --source file:///srv/gems demo --version ";
    private static final String FOR_ALL = "user_install: false\n";

    private GemExamples() {}

    static Example[] all() {
        return new Example[] {
            example("absent", GEMS, YAML),
            example("drifted", GEMS + INSTALL + "1.0\n", YAML + FOR_ALL + "state: latest\n"),
            example("right", GEMS + INSTALL + "1.0\n", YAML + FOR_ALL),
            example("right, by what it meets", GEMS + INSTALL + "1.0\n", YAML + "version: ~> 1.0\n"),
            example("another version beside it", GEMS + INSTALL + "2.0\n", YAML + FOR_ALL + "version: '1.0'\n"),
            example(
                    "in a directory, from a file",
                    GEMS + INSTALL + "1.0\n",
                    "name: demo\ngem_source: /srv/gems/gems/demo-1.0.gem\ninstall_dir: /srv/ruby\n" + FOR_ALL),
            example(
                    "all versions to be removed",
                    GEMS + INSTALL + "1.0\n" + INSTALL + "2.0 --user-install\n",
                    "name: demo\nstate: absent\n"),
            example(
                    "one version to be removed",
                    GEMS + INSTALL + "1.0\n" + INSTALL + "2.0\n",
                    "name: demo\nversion: '2.0'\nstate: absent\n" + FOR_ALL)
        };
    }

    private static Example example(String title, String before, String yaml) {
        return new Example(title, before, yaml).after(FIRST);
    }
}
