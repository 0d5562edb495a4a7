package play.modules.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Backup;
import play.host.FileDigest;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.param.Doc;
import play.param.Inline;
import play.result.When;
import play.value.Content;
import play.value.Unknown;

/** What {@code register} gets about a file, under Ansible's names. */
record FileResult(
        @Inline Plain plain,
        @Doc("Where the link leads.") @When("it is a link") Optional<String> src) {
    /** Of what is no link. */
    record Plain(
            @Doc("absent, file, directory, link, or the kind of a special file.")
            String state,

            @Doc("User it belongs to.") @When("something is there")
            Optional<String> owner,

            @Doc("Group it belongs to.") @When("something is there")
            Optional<String> group,

            @Doc("Permission bits, as 0644.") @When("something is there")
            Optional<String> mode,

            @Doc("Bytes.") @When("it is a file") Optional<Long> size,

            @Doc("SHA-256 of the content.") @When("it is a file that was read")
            Optional<String> sha256) {}

    /** Whose it is, by numbers. */
    @When("something is there")
    record Numbers(
            @Doc("Number of the user it belongs to.") Optional<Long> uid,

            @Doc("Number of the group it belongs to.") Optional<Long> gid) {}

    /** Of a path that is brought to a state. */
    record OfState(
            @Doc("The path.") String path,

            @Doc("The path, too.") @When("state is link, hard or touch")
            Optional<String> dest,

            @Inline Plain plain,
            @Inline Numbers numbers,

            @Doc("Where the link leads.") @When("it is a link, or state is hard")
            Optional<String> src) {}

    /** Of modules that edit a file. */
    record OfEdited(
            @Doc("The path.") String path,
            @Inline FileResult file,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    /** Of modules that edit a file and say how, in Ansible's words. */
    record OfText(
            @Inline OfEdited edited,

            @Doc("What was done: 'line added', 'line replaced', '2 line(s) removed', 'Block inserted', 'Block removed',"
                    + " 'File created', '2 replacements made'; empty where nothing was.")
            String msg) {}

    /** What a change of attributes alone is called. */
    static final String ATTRIBUTES_CHANGED = "ownership, perms or SE linux context changed";

    /** Of a file that is edited; the words for a change are told before it ({@code Resource.told}). */
    static Map<String, @Nullable Object> ofText(String path, Knowledge after) {
        Map<String, @Nullable Object> result = of("path", path, after);
        result.put("msg", "");
        return result;
    }

    /** Of modules that write a whole file. */
    record OfDest(
            @Doc("Path of the file.") String dest,
            @Inline FileResult file,

            @Inline Numbers numbers,

            @Doc("SHA-1 of the content.") @When("the file holds it")
            Optional<String> checksum,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    /** Of modules that put a whole file in place of a link, too. */
    record OfWhole(
            @Doc("Path of the file.") String dest,
            @Inline Plain plain,

            @Inline Numbers numbers,

            @Doc("SHA-1 of the content.") @When("the file holds it")
            Optional<String> checksum,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    /**
     * State, owner, group, mode, size and checksum of what stands at a path.
     *
     * @param name the field that holds the path: {@code dest} or {@code path}
     */
    static Map<String, @Nullable Object> of(String name, String path, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put(name, path);
        Backup.told(result, path, after);
        if (!after.has(Files.withoutDigest(path))) {
            return result;
        }
        switch (after.of(Files.withoutDigest(path))) {
            case Observed.Unknown<FileState>(String reason) -> result.put("state", new Unknown(reason));
            case Observed.Known<FileState>(FileState state, var how) -> {
                result.put("state", kind(state));
                state.attributesIfAny().ifPresent(attributes -> put(result, attributes));
                if (state instanceof FileState.Regular regular) {
                    result.put("size", regular.size().orUnknown());
                    if (!regular.sha256().equals(FileState.UNREAD)) {
                        result.put("sha256", regular.sha256().orUnknown());
                    }
                }
                if (state instanceof FileState.Symlink(String target)) {
                    result.put("src", target);
                }
                numbers(result, path, how == Observed.Certainty.FORESEEN, after);
            }
        }
        return result;
    }

    /**
     * The same, with the SHA-1 that Ansible calls {@code checksum} of a file that holds the content.
     *
     * @param name the field that holds the path
     */
    static Map<String, @Nullable Object> of(String name, String path, Content content, Knowledge after) {
        Map<String, @Nullable Object> result = of(name, path, after);
        @Nullable Object sha256 = result.get("sha256");
        if (sha256 instanceof Unknown) {
            result.put("checksum", sha256);
        } else if (sha256 instanceof String held && content.sha256().is(held)) {
            result.put("checksum", content.sha1().orUnknown());
        }
        return result;
    }

    /** A digest that was asked for, or the marker of one that is not known. */
    static Object digest(StateKey<FileDigest> key, Knowledge known) {
        return switch (known.of(key)) {
            case Observed.Unknown<FileDigest>(String reason) -> new Unknown(reason);
            case Observed.Known<FileDigest>(FileDigest.Missing none, var how) ->
                new Unknown(key.id() + " changed while it was looked at");
            case Observed.Known<FileDigest>(FileDigest.Untold(String reason), var how) -> new Unknown(reason);
            case Observed.Known<FileDigest>(FileDigest.Of(String hex), var how) -> hex;
        };
    }

    /** That of a path whose inode was asked for. */
    private static void numbers(Map<String, @Nullable Object> result, String path, boolean foreseen, Knowledge after) {
        if (!after.has(Inodes.at(path))) {
            return;
        }
        Observed<Inode> inode = after.of(Inodes.at(path));
        if (foreseen || inode instanceof Observed.Unknown<Inode>) {
            Unknown later = new Unknown("which numbers its user and group have is known after the run");
            result.put("uid", later);
            result.put("gid", later);
        } else if (inode instanceof Observed.Known<Inode>(Inode.Numbers numbers, var how)) {
            result.put("uid", numbers.fields().get("uid"));
            result.put("gid", numbers.fields().get("gid"));
        }
    }

    private static void put(Map<String, @Nullable Object> result, FileState.Attributes attributes) {
        result.put("owner", attributes.owner().orUnknown());
        result.put("group", attributes.group().orUnknown());
        result.put("mode", attributes.mode().map(Mode::toString).orUnknown());
    }

    private static String kind(FileState state) {
        return switch (state) {
            case FileState.Absent absent -> "absent";
            case FileState.Regular regular -> "file";
            case FileState.Directory directory -> "directory";
            case FileState.Symlink symlink -> "link";
            case FileState.Special special -> special.kind();
        };
    }
}
