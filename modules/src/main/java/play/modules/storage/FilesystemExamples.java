package play.modules.storage;

import play.module.ModuleSpec.Example;

/** Where examples of file systems start from: a file that serves as a disk. */
final class FilesystemExamples {
    private FilesystemExamples() {}

    static Example[] all() {
        String disk = "truncate -s 64M /srv/disk\n";
        String made = disk + "mkfs.ext4 -q -U 11111111-2222-3333-4444-555555555555 /srv/disk\n";
        String ext = "dev: /srv/disk\nfstype: ext4\n";
        return new Example[] {
            new Example("absent", disk, ext + "opts: -L data -m 0\n"),
            new Example("absent, with a UUID", disk, ext + "uuid: 01234567-89AB-cdef-0123-456789abcdef\n"),
            new Example("drifted: another UUID", made, ext + "uuid: 01234567-89ab-cdef-0123-456789abcdef\n"),
            new Example("drifted: too small", made + "truncate -s 96M /srv/disk\n", ext + "resizefs: true\n"),
            new Example("drifted: something else", made, "dev: /srv/disk\nfstype: swap\nforce: true\n"),
            new Example("right", made, ext + "opts: -L other\n"),
            new Example(
                    "right, in size and UUID",
                    made,
                    "dev: /srv/disk\ntype: ext4\nuuid: 11111111-2222-3333-4444-555555555555\n"),
            new Example("right, as large as it gets", made, ext + "resizefs: true\n"),
            new Example("to be wiped off", made, "dev: /srv/disk\nstate: absent\n"),
            new Example("right, nothing to be wiped off", disk, "device: /srv/disk\nstate: absent\n"),
            new Example("of another kind", "truncate -s 400M /srv/disk\n", "dev: /srv/disk\nfstype: xfs\n")
                    .after("- package: {name: xfsprogs, install_recommends: false}\n")
        };
    }
}
