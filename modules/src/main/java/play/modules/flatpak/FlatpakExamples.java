package play.modules.flatpak;

import play.module.ModuleSpec.Example;

/** Where examples of Flatpak start from: a remote of their own with a runtime and an application. */
final class FlatpakExamples {
    private static final String FIRST = "- package: {name: flatpak, install_recommends: false}\n";

    /** Some bytes each, and a file that says where they are; a change of an application makes a newer one. */
    private static final String REPOSITORY = """
        build() {
          export=flatpak\\ build-export\\ --disable-sandbox
          mkdir -p /srv/build/runtime/usr /srv/build/runtime/files /srv/build/$1/files/bin /srv/build/$1/export
          cd /srv/build
          arch=$(flatpak --default-arch)
          of="runtime=org.example.Platform/$arch/1\\nsdk=org.example.Platform/$arch/1\\n"
          printf "[Runtime]\\nname=org.example.Platform\\n$of" >runtime/metadata
          [ -d /srv/repo ] || $export --runtime /srv/repo runtime 1
          printf "[Application]\\nname=org.example.$1\\n${of}command=demo\\n" >$1/metadata
          echo "$2" >$1/files/bin/demo
          $export /srv/repo $1 stable
        }
        build Demo 1
        build Other 1
        printf '[Flatpak Repo]\\nTitle=Demo\\nUrl=file:///srv/repo\\n' >/srv/demo.flatpakrepo
        """;

    private static final String REMOTE = REPOSITORY + "flatpak remote-add --system demo /srv/demo.flatpakrepo\n";
    private static final String INSTALLED =
            REMOTE + "flatpak install --system --noninteractive demo org.example.Demo\n";

    /** One request after the other. */
    private static final String SERVED = """
        cat >/srv/serve.pl <<'END'
        use IO::Socket::INET;
        my $all = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 8099, Listen => 5) or die;
        while (my $one = $all->accept) {
          while (<$one>) { last if /^\\r?$/ }
          open my $file, '<', '/srv/demo.flatpakref';
          my $text = join '', <$file>;
          print $one "HTTP/1.0 200 OK\\r\\nContent-Length: " . length($text) . "\\r\\n\\r\\n$text";
          close $one;
        }
        END
        printf '[Flatpak Ref]\\nName=org.example.Demo\\nBranch=stable\\nUrl=file:///srv/repo\\nIsRuntime=false\\n' \\
          >/srv/demo.flatpakref
        systemd-run -q --unit serve perl /srv/serve.pl
        for i in 1 2 3 4 5 6 7 8 9; do
          perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new("127.0.0.1:8099")' && break
          sleep 0.3
        done
        """;

    private static final String DEMO = "name: org.example.Demo\nremote: demo\n";

    private FlatpakExamples() {}

    static Example[] ofFlatpaks() {
        return new Example[] {
            example("absent", REMOTE, DEMO),
            example(
                    "absent, several",
                    INSTALLED,
                    "name: [org.example.Demo, org.example.Other//stable]\nremote: demo\n"),
            example("absent, of a user", of("user", REMOTE), DEMO + "method: user\n"),
            example(
                    "absent, without its runtime",
                    REMOTE,
                    DEMO + "no_dependencies: true\nexecutable: /usr/bin/flatpak\n"),
            example("absent, from an address", REMOTE + SERVED, "name: http://127.0.0.1:8099/demo.flatpakref\n"),
            example("right, from an address", INSTALLED + SERVED, "name: http://127.0.0.1:8099/demo.flatpakref\n"),
            example("drifted: an old one", INSTALLED + "build Demo 2\n", DEMO + "state: latest\n"),
            example("right", INSTALLED, DEMO),
            example("right, the newest", INSTALLED, DEMO + "state: latest\n"),
            example("to be removed", INSTALLED, "name: org.example.Demo\nstate: absent\n"),
            example("right, of a user who has none", "", "name: org.example.Demo\nmethod: user\nstate: absent\n")
        };
    }

    static Example[] ofRemotes() {
        String demo = "name: demo\nflatpakrepo_url: file:///srv/demo.flatpakrepo\n";
        return new Example[] {
            example("absent", REPOSITORY, demo),
            example("absent, disabled", REPOSITORY, demo + "enabled: false\n"),
            example("absent, of a user", REPOSITORY, demo + "method: user\n"),
            example("drifted: disabled", REMOTE + "flatpak remote-modify --system --disable demo\n", demo),
            example("drifted: enabled", REMOTE, "name: demo\nenabled: false\n"),
            example("right", REMOTE, demo),
            example("to be removed", INSTALLED, "name: demo\nstate: absent\n"),
        };
    }

    private static String of(String method, String before) {
        return before.replace("--system", "--" + method);
    }

    private static Example example(String title, String before, String yaml) {
        return new Example(title, before, yaml).after(FIRST);
    }
}
