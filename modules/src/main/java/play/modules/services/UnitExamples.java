package play.modules.services;

import play.module.ModuleSpec.Example;

/** What {@code systemd} is held to. */
final class UnitExamples {
    private static final String SLEEPER = """
        cat >/etc/systemd/system/sleeper.service <<'T'
        [Service]
        ExecStart=/bin/sleep infinity
        [Install]
        WantedBy=multi-user.target
        T
        """;

    private static final String SLEEPER_UP =
            "name: sleeper\nstate: started\nenabled: true\ncontent: |\n  [Service]\n  ExecStart=/bin/sleep infinity\n"
                    + "  [Install]\n  WantedBy=multi-user.target\n";

    private static final String LINGERING = """
        cd /root && mkdir -p .config/systemd/user && loginctl enable-linger root
        export XDG_RUNTIME_DIR=/run/user/0
        until [ -S /run/user/0/systemd/private ]; do sleep 0.1; done
        """;

    private static final String OWN_SLEEPER = LINGERING + """
        cat >.config/systemd/user/sleeper.service <<'T'
        [Service]
        ExecStart=/bin/sleep infinity
        [Install]
        WantedBy=default.target
        T
        """;

    private static final String OWN_SLEEPER_UP =
            "name: sleeper\nscope: user\n" + "state: started\nenabled: true\ncontent: |\n  [Service]\n"
                    + "  ExecStart=/bin/sleep infinity\n  [Install]\n  WantedBy=default.target\n";

    private UnitExamples() {}

    static Example[] all() {
        return new Example[] {
            new Example("absent", "", SLEEPER_UP),
            new Example(
                    "drifted: another text, stopped",
                    SLEEPER + "echo '# old' >>/etc/systemd/system/sleeper.service; systemctl daemon-reload",
                    SLEEPER_UP),
            new Example("right", SLEEPER + "systemctl daemon-reload; systemctl enable --now sleeper", SLEEPER_UP),
            new Example(
                    "running, to be stopped",
                    SLEEPER + "systemctl daemon-reload; systemctl start sleeper",
                    "name: sleeper\nstate: stopped\n"),
            new Example(
                    "restarting, to be stopped",
                    SLEEPER
                            + "sed -i 's/sleep infinity/false\\n"
                            + "Restart=always\\n"
                            + "RestartSec=1h/' /etc/systemd/system/sleeper.service; systemctl daemon-reload\n"
                            + "systemctl start sleeper; until [ \"$(systemctl show -p SubState sleeper)\" ="
                            + " SubState=auto-restart ]; do sleep 0.1; done",
                    "name: sleeper\nstate: stopped\n"),
            new Example("to be masked", "", "name: systemd-tmpfiles-clean.timer\nstate: stopped\nmasked: true\n"),
            new Example("masked", "systemctl mask dpkg-db-backup.timer", "name: dpkg-db-backup.timer\nmasked: false\n"),
            new Example("drifted: a file that is not read", SLEEPER, "daemon_reload: true\n"),
            new Example(
                    "drifted: an addition that is not read",
                    SLEEPER + "systemctl daemon-reload; systemctl start sleeper; sleep 0.1\n"
                            + "mkdir /etc/systemd/system/sleeper.service.d\n"
                            + "printf '[Service]\\nNice=3\\n' >/etc/systemd/system/sleeper.service.d/a.conf\n",
                    "name: sleeper\nstate: started\n"),
            new Example("right: all files are read", "systemctl daemon-reload", "daemon_reload: true\n"),
            new Example(
                    "running, to be stopped while nobody waits",
                    SLEEPER
                            + "sed -i '/ExecStart/a ExecStop=/bin/sleep 1' /etc/systemd/system/sleeper.service\n"
                            + "systemctl daemon-reload; systemctl start sleeper",
                    "name: sleeper\nstate: stopped\nno_block: true\n"),
            new Example(
                    "drifted: a link that is in the way",
                    SLEEPER
                            + "echo 'Alias=nap.service' >>/etc/systemd/system/sleeper.service\n"
                            + "ln -s /usr/lib/systemd/system/dbus.service /etc/systemd/system/nap.service\n"
                            + "systemctl daemon-reload",
                    "name: sleeper\nenabled: true\nforce: true\n"),
            new Example(
                    "drifted: settings of systemd that it has not read",
                    "mkdir -p /etc/systemd/system.conf.d\n"
                            + "printf '[Manager]\\nDefaultTimeoutStopSec=80s\\n' >/etc/systemd/system.conf.d/a.conf\n",
                    "daemon_reexec: true\n"),
            new Example(
                    "drifted: a systemd that was replaced",
                    "cp -a /usr/lib/systemd/systemd /usr/lib/systemd/new\n"
                            + "mv /usr/lib/systemd/new /usr/lib/systemd/systemd\n",
                    "name: systemd-journald\nstate: started\ndaemon_reexec: true\n"),
            new Example("right: the systemd of the disk runs", "systemctl daemon-reexec", "daemon_reexec: true\n"),
            new Example("of a user, absent", LINGERING, OWN_SLEEPER_UP),
            new Example(
                    "of a user, drifted: another text, stopped",
                    OWN_SLEEPER + "echo '# old' >>.config/systemd/user/sleeper.service; "
                            + "systemctl --user daemon-reload",
                    OWN_SLEEPER_UP),
            new Example(
                    "of a user, right",
                    OWN_SLEEPER + "systemctl --user daemon-reload; systemctl --user enable --now sleeper",
                    OWN_SLEEPER_UP),
            new Example(
                    "of a user, running, to be masked",
                    OWN_SLEEPER
                            + "mv .config/systemd/user/sleeper.service /etc/systemd/user\n"
                            + "systemctl --user daemon-reload; systemctl --user start sleeper",
                    "name: sleeper\nscope: user\nstate: stopped\nmasked: true\n"),
            new Example(
                    "of a user, a file that is not read",
                    OWN_SLEEPER,
                    "daemon_reload: true\ndaemon_reexec: true\nscope: user\n"),
            new Example(
                    "of all users, absent",
                    "",
                    "name: sleeper\nscope: global\nenabled: true\ncontent: |\n  [Service]\n"
                            + "  ExecStart=/bin/sleep infinity\n  [Install]\n  WantedBy=default.target\n"),
            new Example(
                    "of all users, right",
                    "systemctl --global mask systemd-tmpfiles-clean.timer",
                    "name: systemd-tmpfiles-clean.timer\nscope: global\nmasked: true\n"),
            new Example(
                    "of all users, masked",
                    "systemctl --global mask systemd-tmpfiles-clean.timer",
                    "name: systemd-tmpfiles-clean.timer\nscope: global\nmasked: false\n"),
            new Example(
                    "a service, to be masked",
                    SLEEPER + "mv /etc/systemd/system/sleeper.service /usr/lib/systemd/system\n"
                            + "systemctl daemon-reload; systemctl start sleeper",
                    "name: sleeper\nstate: stopped\nmasked: true\n"),
            new Example(
                    "a service, masked",
                    SLEEPER + "mv /etc/systemd/system/sleeper.service /usr/lib/systemd/system\n"
                            + "systemctl daemon-reload; systemctl mask sleeper",
                    "name: sleeper\nmasked: false\nstate: started\n")
        };
    }
}
