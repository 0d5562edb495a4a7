package play.modules.docker;

import play.module.ModuleSpec.Example;

/** Where examples of containers start from: an image that the script before builds. */
final class ContainerExamples {
    private ContainerExamples() {}

    private static String built(String client) {
        return DockerExamples.image(client)
                + "DOCKER build -q -t app:1 /srv/image >/dev/null\nmkdir /srv/data\n".replace("DOCKER", client);
    }

    static Example[] all() {
        String yaml = "name: web\nimage: app:1\ncommand: [/bin/busybox, sleep, '5000']\nenv: {MODE: \"it's on\"}\n"
                + "labels: {app: web}\nvolumes: ['/srv/data:/data:ro']\nrestart_policy: unless-stopped\n"
                + "memory: 64M\ncap_drop: [net_raw]\nhostname: web\n";
        String run = " run -d --name web --env \"MODE=it's on\" --label app=web --volume /srv/data:/data:ro --restart"
                + " unless-stopped --memory 64m --cap-drop NET_RAW --hostname web app:1"
                + " /bin/busybox sleep 5000 >/dev/null\n";
        return new Example[] {
            DockerExamples.docker(
                    "absent",
                    built("docker"),
                    yaml + "ports: ['127.0.0.1:8080:80', '9000']\nexposed_ports: ['53/udp']\n"
                            + "healthcheck: {test: [CMD, /bin/busybox, 'true'], interval: 30s, retries: 2}\n"),
            DockerExamples.docker(
                    "absent, in two networks",
                    built("docker") + "docker network create one >/dev/null; docker network create two >/dev/null\n",
                    "name: web\nimage: app:1\nstate: present\nnetworks: [{name: one, aliases: [api]}, {name: two}]\n"),
            DockerExamples.docker(
                    "drifted", built("docker") + "docker" + run, yaml.replace("it's on", "off") + "user: '1000'\n"),
            DockerExamples.docker(
                    "drifted: of an older image",
                    built("docker") + "docker" + run + "docker build -q --label x=y -t app:1 /srv/image >/dev/null\n",
                    yaml),
            DockerExamples.docker(
                    "drifted: it does not run",
                    built("docker") + "docker" + run + "docker stop -t 0 web >/dev/null\n",
                    yaml),
            DockerExamples.docker("right", built("docker") + "docker" + run, yaml),
            DockerExamples.docker(
                    "right, with more of all",
                    built("docker") + "docker" + run,
                    "name: web\nenv: {}\nlabels: {}\ncomparisons: {memory: ignore}\nmemory: 1G\n"),
            DockerExamples.docker("to be stopped", built("docker") + "docker" + run, "name: web\nstate: stopped\n"),
            DockerExamples.docker("to be removed", built("docker") + "docker" + run, "name: web\nstate: absent\n"),
            DockerExamples.podman("absent, by podman", built("podman"), yaml + "init: false\n"),
            DockerExamples.podman("right, by podman", built("podman") + "podman" + run, yaml)
        };
    }
}
