package play.modules.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.param.Doc;
import play.param.Inline;
import play.result.When;

/** What {@code register} gets of a path, under Ansible's names. */
record StatResult(@Doc("What stands at the path.") Stat stat) {
    /** Fields that are true where one of these permission bits is set. */
    static final Map<String, Integer> BITS = bits();

    @When("something is there")
    record Stat(
            @Doc("Whether something is there.") boolean exists,
            @Doc("The path.") Optional<String> path,
            @Doc("Whether it is a file.") Optional<Boolean> isreg,
            @Doc("Whether it is a directory.") Optional<Boolean> isdir,
            @Doc("Whether it is a symbolic link.") Optional<Boolean> islnk,
            @Doc("Whether it is a socket.") Optional<Boolean> issock,
            @Doc("Whether it is a named pipe.") Optional<Boolean> isfifo,
            @Doc("Whether it is a block device.") Optional<Boolean> isblk,
            @Doc("Whether it is a character device.") Optional<Boolean> ischr,

            @Doc("Where the link leads, as it is written in it.") @When("it is a symbolic link")
            Optional<String> lnkTarget,

            @Doc("Where the link leads, as an absolute path.") @When("it is a symbolic link")
            Optional<String> lnkSource,

            @Inline Attributes permissions,
            @Doc("Bytes, of a directory or a link too.") Optional<Long> size,

            @Doc("Digest of the content.") @When("it is a file, and get_checksum is true")
            Optional<String> checksum,

            @Doc("Whether the task's user may read it.") Optional<Boolean> readable,
            @Doc("Whether the task's user may write it.") Optional<Boolean> writeable,

            @Doc("Type of the content: text/plain; unknown where the host has no program file.")
            @When("get_mime is true")
            Optional<String> mimetype,

            @Doc("Encoding of the content: us-ascii; unknown likewise.") @When("get_mime is true")
            Optional<String> charset,

            @Doc("Names of the attributes that the file system has: extents.") @When("get_attributes is true")
            Optional<List<String>> attributes,

            @Doc("The same as letters of lsattr.") @When("get_attributes is true")
            Optional<String> attrFlags,

            @Doc("Version that the file system has, or null.") @When("get_attributes is true")
            Optional<Object> version,

            @Doc("Number of the user it belongs to.") Optional<Long> uid,
            @Doc("Number of the group it belongs to.") Optional<Long> gid,
            @Doc("Number of its inode.") Optional<Long> inode,
            @Doc("Number of its device.") Optional<Long> dev,
            @Doc("How many names it has.") Optional<Long> nlink,
            @Doc("Last access, in seconds since 1970.") Optional<Long> atime,

            @Doc("Last change of the content, in seconds since 1970.")
            Optional<Long> mtime,

            @Doc("Last change of anything, in seconds since 1970.")
            Optional<Long> ctime,

            @Doc("How many blocks of 512 bytes it takes up.")
            Optional<Long> blocks,

            @Doc("Bytes that it takes up.") Optional<Long> diskUsageBytes,

            @Doc("Bytes that are read at once, best.") Optional<Long> blockSize,

            @Doc("Number of the device that it is; else 0.") Optional<Long> deviceType) {}

    @When("something is there")
    record Attributes(
            @Doc("Permission bits, as 0644.") Optional<String> mode,

            @Doc("User it belongs to.") Optional<String> pwName,
            @Doc("Group it belongs to.") Optional<String> grName,

            @Doc("Whether the task's user may execute it.") Optional<Boolean> executable,

            @Doc("Whether its owner may read it.") Optional<Boolean> rusr,

            @Doc("Whether its owner may write it.") Optional<Boolean> wusr,

            @Doc("Whether its owner may execute it.") Optional<Boolean> xusr,

            @Doc("Whether its group may read it.") Optional<Boolean> rgrp,

            @Doc("Whether its group may write it.") Optional<Boolean> wgrp,

            @Doc("Whether its group may execute it.") Optional<Boolean> xgrp,

            @Doc("Whether others may read it.") Optional<Boolean> roth,

            @Doc("Whether others may write it.") Optional<Boolean> woth,

            @Doc("Whether others may execute it.") Optional<Boolean> xoth,

            @Doc("Whether it is executed as its owner.") Optional<Boolean> isuid,

            @Doc("Whether it is executed as its group.") Optional<Boolean> isgid,

            @Doc("User, role, type and level of the SELinux context; each null where the host has no SELinux.")
            @When("get_selinux_context")
            Optional<List<Object>> selinuxContext) {}

    private static Map<String, Integer> bits() {
        Map<String, Integer> bits = new LinkedHashMap<>();
        bits.put("executable", 0111);
        int at = 0400;
        for (String who : new String[] {"usr", "grp", "oth"}) {
            for (String may : new String[] {"r", "w", "x"}) {
                bits.put(may + who, at);
                at >>= 1;
            }
        }
        bits.put("isuid", 04000);
        bits.put("isgid", 02000);
        return bits;
    }
}
