package play.modules.storage;

import java.util.Locale;
import java.util.Optional;

/** Kinds of file systems, and of other uses of a device, with the programs that make them. */
public enum FsKind {
    BCACHEFS("bcachefs", "bcachefs format --force", "--uuid=", ""),
    BTRFS("btrfs", "mkfs.btrfs -q -f", "-U ", "mounted btrfs filesystem resize max \"$m\""),
    EXT2("ext2", "mkfs.ext2 -q -F", "-U ", "resize2fs \"$p\""),
    EXT3("ext3", "mkfs.ext3 -q -F", "-U ", "resize2fs \"$p\""),
    EXT4("ext4", "mkfs.ext4 -q -F", "-U ", "resize2fs \"$p\""),
    EXT4DEV("ext4", "mkfs.ext4 -q -F", "-U ", "resize2fs \"$p\""),
    F2FS("f2fs", "mkfs.f2fs -q -f", "-U ", "resize.f2fs \"$p\""),
    LVM("LVM2_member", "pvcreate -q -f -y", "", "pvresize -q \"$p\""),
    OCFS2("ocfs2", "mkfs.ocfs2 -q -Fx", "-U ", ""),
    REISERFS("reiserfs", "mkfs.reiserfs -q -f", "-u ", ""),
    XFS("xfs", "mkfs.xfs -q -f", "-m uuid=", "mounted xfs_growfs \"$m\""),
    VFAT("vfat", "mkfs.vfat", "-i ", ""),
    SWAP("swap", "mkswap -q -f", "-U ", "");

    private final String found;
    private final String making;
    private final String uuidOption;
    private final String growing;

    FsKind(String found, String making, String uuidOption, String growing) {
        this.found = found;
        this.making = making;
        this.uuidOption = uuidOption;
        this.growing = growing;
    }

    /** As {@code blkid} calls what is there. */
    String found() {
        return found;
    }

    /** The words with which a new one is made, without the device. */
    String making() {
        return making;
    }

    /** What stands before a UUID in these; empty where none can be chosen. */
    String uuidOption() {
        return uuidOption;
    }

    /** Shell that has one at {@code $p} fill its device; empty where there is none. */
    String growing() {
        return growing;
    }

    /** Shell that gives one at {@code $p} the UUID {@code $u}; nothing where that cannot be. */
    Optional<String> renaming() {
        return switch (this) {
            case EXT2, EXT3, EXT4, EXT4DEV -> Optional.of("tune2fs -f -U \"$u\" \"$p\"");
            case XFS -> Optional.of("xfs_admin -U \"$u\" \"$p\"");
            case BTRFS -> Optional.of("btrfstune -f -U \"$u\" \"$p\"");
            case SWAP -> Optional.of("swaplabel -U \"$u\" \"$p\"");
            default -> Optional.empty();
        };
    }

    /** Whether one must be mounted to grow. */
    boolean growsMounted() {
        return growing.startsWith("mounted ");
    }

    /** As tasks call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
