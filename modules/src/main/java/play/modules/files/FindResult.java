package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.module.Answer;
import play.param.Doc;
import play.param.Inline;
import play.result.When;
import play.value.Unknown;

/** What {@code find} returns, under Ansible's names. */
record FindResult(
        @Doc("What was found, by path.") List<Found> files,
        @Doc("How many were found.") long matched,

        @Doc("How many there are in the directories that were looked through.")
        long examined,

        @Doc("Why a directory was not looked into, by its path.")
        Map<String, String> skippedPaths,

        @Doc("Whether all was looked into.") String msg) {
    record Found(
            @Doc("Its path.") String path,
            @Inline Kinds kinds,
            @Doc("Permission bits, as 0644.") String mode,

            @Doc("User it belongs to; empty where it has no name.")
            String pwName,

            @Doc("Group it belongs to; empty where it has no name.")
            String grName,

            @Inline Bits bits,
            @Doc("Bytes.") long size,
            @Doc("Blocks of 512 bytes that it takes.") long blocks,
            @Doc("Bytes that it takes.") long diskUsageBytes,
            @Doc("Number of the user it belongs to.") long uid,
            @Doc("Number of the group it belongs to.") long gid,
            @Doc("Number of its inode.") long inode,
            @Doc("Number of its device.") long dev,
            @Doc("How many names it has.") long nlink,
            @Doc("Last access, in seconds since 1970.") long atime,

            @Doc("Last change of the content, in seconds since 1970.")
            long mtime,

            @Doc("Last change of anything, in seconds since 1970.")
            long ctime,

            @Doc("Digest of the content.") @When("it is a file, and get_checksum is true")
            Optional<String> checksum) {}

    record Kinds(
            @Doc("Whether it is a file.") boolean isreg,
            @Doc("Whether it is a directory.") boolean isdir,
            @Doc("Whether it is a symbolic link.") boolean islnk,
            @Doc("Whether it is a socket.") boolean issock,
            @Doc("Whether it is a named pipe.") boolean isfifo,
            @Doc("Whether it is a block device.") boolean isblk,
            @Doc("Whether it is a character device.") boolean ischr) {
        private static Map<String, Boolean> of(FoundFiles.Entry entry) {
            Map<String, Boolean> kinds = new LinkedHashMap<>();
            kinds.put("isreg", entry.isFile());
            kinds.put("isdir", entry.isDirectory());
            kinds.put("islnk", entry.isLink());
            kinds.put("issock", entry.isSocket());
            kinds.put("isfifo", entry.isPipe());
            kinds.put("isblk", entry.isBlockDevice());
            kinds.put("ischr", entry.isCharacterDevice());
            return kinds;
        }
    }

    record Bits(
            @Doc("Whether its owner may read it.") boolean rusr,
            @Doc("Whether its owner may write it.") boolean wusr,
            @Doc("Whether its owner may execute it.") boolean xusr,
            @Doc("Whether its group may read it.") boolean rgrp,
            @Doc("Whether its group may write it.") boolean wgrp,
            @Doc("Whether its group may execute it.") boolean xgrp,
            @Doc("Whether others may read it.") boolean roth,
            @Doc("Whether others may write it.") boolean woth,
            @Doc("Whether others may execute it.") boolean xoth,
            @Doc("Whether it is executed as its owner.") boolean isuid,
            @Doc("Whether it is executed as its group.") boolean isgid) {}

    /** Of a dry run, where earlier tasks change what is there. */
    static Answer later(String path) {
        Unknown unknown = new Unknown("earlier tasks change what is in " + path);
        return new Answer.Found(Map.of(
                "files", unknown, "matched", unknown, "examined", unknown, "skipped_paths", Map.of(), "msg", unknown));
    }

    /** What is found, directory by directory. */
    record Gathering(List<FoundFiles.Entry> entries, List<Long> examined, Map<String, String> skipped, String msg) {
        private static final String ALL = "All paths examined";

        Gathering() {
            this(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), ALL);
        }

        void missing(String path) {
            skipped.put(path, "'" + path + "' is not a directory");
        }

        void add(FoundFiles.Listed listed, List<FoundFiles.Entry> chosen) {
            entries.addAll(chosen);
            examined.add(listed.examined());
            skipped.putAll(listed.skipped());
        }

        /** The same with fewer entries. */
        Gathering of(List<FoundFiles.Entry> fewer) {
            return new Gathering(fewer, examined, skipped, msg);
        }

        Gathering files() {
            return of(entries.stream().filter(FoundFiles.Entry::isFile).toList());
        }

        Gathering limited(int most) {
            return entries.size() < most
                    ? this
                    : new Gathering(entries.subList(0, most), examined, skipped, "Limit of matches reached");
        }

        /** @param checksum of an entry; null for none */
        Answer answer(Function<FoundFiles.Entry, @Nullable Object> checksum) {
            Map<String, @Nullable Object> value = new LinkedHashMap<>();
            value.put(
                    "files",
                    entries.stream().map(entry -> told(entry, checksum)).toList());
            value.put("matched", (long) entries.size());
            value.put("examined", examined.stream().mapToLong(Long::longValue).sum());
            value.put("skipped_paths", skipped);
            value.put("msg", skipped.isEmpty() ? msg : "Not all paths examined, check warnings for details");
            return new Answer.Found(value);
        }

        private static Map<String, @Nullable Object> told(
                FoundFiles.Entry entry, Function<FoundFiles.Entry, @Nullable Object> checksum) {
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            told.put("path", Paths.clean(entry.path()));
            told.putAll(Kinds.of(entry));
            told.put("mode", "%04o".formatted(entry.raw() & 07777));
            told.put("pw_name", entry.owner());
            told.put("gr_name", entry.group());
            StatResult.BITS.forEach((name, bits) -> {
                if (!name.equals("executable")) {
                    told.put(name, (entry.raw() & bits) != 0);
                }
            });
            told.putAll(entry.numbers());
            told.put("disk_usage_bytes", entry.number("blocks") * 512);
            @Nullable Object digest = checksum.apply(entry);
            if (digest != null) {
                told.put("checksum", digest);
            }
            return told;
        }
    }
}
