package play.modules.docker;

import play.module.ModuleSpec.Example;

/** Examples of {@code docker_compose_v2}. */
final class ComposeExamples {
    private static final String PROJECT = DockerExamples.image("docker") + """
        docker build -q -t app:1 /srv/image >/dev/null
        mkdir -p /srv/app
        printf '%s\\n' 'services:' \\
          '  web: {image: "app:1", environment: {MODE: "${MODE:-test}"}, stop_grace_period: 0s,' \\
          '    volumes: ["data:/data"]}' \\
          '  side: {image: "app:1", depends_on: [web], stop_grace_period: 0s}' 'volumes: {data: {}}' \\
          >/srv/app/compose.yaml
        """;

    private static final String UP = "docker compose --project-directory /srv/app up -d >/dev/null 2>&1\n";

    private ComposeExamples() {}

    static Example[] all() {
        String yaml = "project_src: /srv/app\n";
        return new Example[] {
            DockerExamples.docker("absent", PROJECT, yaml + "wait: true\nwait_timeout: 60\n"),
            DockerExamples.docker("drifted: of other settings", PROJECT + "MODE=other " + UP, yaml),
            DockerExamples.docker(
                    "drifted: a container does not run", PROJECT + UP + "docker stop app-web-1 >/dev/null\n", yaml),
            DockerExamples.docker("right", PROJECT + UP, yaml),
            DockerExamples.docker("with more containers", PROJECT + UP, yaml + "services: [web]\nscale: {web: 2}\n"),
            DockerExamples.docker("to be stopped", PROJECT + UP, yaml + "state: stopped\ntimeout: 1\n"),
            DockerExamples.docker(
                    "to be removed",
                    PROJECT + UP,
                    yaml + "state: absent\nremove_volumes: true\nremove_orphans: true\n"),
            DockerExamples.docker("right, removed", PROJECT, yaml + "state: absent\n"),
            DockerExamples.docker(
                    "of no file",
                    PROJECT,
                    "project_name: more\ndefinition: {services: {one: {image: 'app:1', environment: {A: it's}}}}\n")
        };
    }
}
