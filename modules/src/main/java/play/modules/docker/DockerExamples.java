package play.modules.docker;

import play.module.ModuleSpec.Example;

/**
 * Where examples of docker and podman start from: those of the host's distribution, with what has them run on a file
 * system that is one of layers itself.
 */
final class DockerExamples {
    private static final String PODMAN =
            "- package: {name: [podman, crun, netavark, aardvark-dns, fuse-overlayfs, busybox-static],"
                    + " install_recommends: false}\n";

    private static final String DOCKER =
            "- package: {name: [docker.io, iptables, fuse-overlayfs, busybox-static], install_recommends: false}\n";

    /** The daemon renames directories, which those of a disk beneath the host's own cannot be. */
    private static final String STARTED =
            "systemctl stop docker.socket docker; rm -rf /var/lib/docker; systemctl reset-failed\n"
                    + "systemctl start docker\n"
                    + "for i in 1 2 3 4 5 6 7 8 9; do docker info >/dev/null 2>&1 && break; sleep 1; done\n";

    private DockerExamples() {}

    static Example podman(String title, String before, String yaml) {
        return new Example(title, before, yaml).after(PODMAN);
    }

    static Example docker(String title, String before, String yaml) {
        return new Example(title, STARTED + before, yaml).after(DOCKER);
    }

    /** What an image with a few programs is built of. */
    static String image(String client) {
        return """
            mkdir -p /srv/image
            cp "$(command -v busybox)" /srv/image/
            printf 'FROM scratch\\nARG MODE\\nCOPY busybox /bin/busybox\\n%%s\\n' \\
              'CMD ["/bin/busybox", "sleep", "100000"]' >/srv/image/Dockerfile
            export DOCKER_BUILDKIT=0 client=%s
            """.formatted(client);
    }
}
