package play.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Plan;
import play.module.Replacing;
import play.value.Bytes;
import play.value.Content;

/**
 * A text file that is edited in place. Symbolic links are followed and stay.
 *
 * @param create whether a missing file is made, with the directories above it; without, that is an error
 * @param secret whether what is put in must be masked: then all of the content is
 * @param encoding how the file stands for its text, before and afterwards
 */
public record EditedFile(
        String path,
        boolean create,
        boolean secret,
        WantedAttributes attributes,
        Replacing replacing,
        TextEncoding encoding) {
    public EditedFile {
        path = Paths.clean(path);
    }

    /** A file in UTF-8. */
    public EditedFile(String path, boolean create, boolean secret, WantedAttributes attributes, Replacing replacing) {
        this(path, create, secret, attributes, replacing, TextEncoding.UTF_8);
    }

    public List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>(wanted(path, Bytes.EMPTY).probes());
        keys.add(FileTexts.at(path));
        return keys;
    }

    /** The plan that turns the text into what {@code edit} makes of it; a missing file counts as empty. */
    public Plan plan(Knowledge known, UnaryOperator<String> edit) {
        return ResolvedPath.plan(path, known, (at, found) -> switch (found) {
            case FileState.Absent absent -> missing(at, known, edit);
            case FileState.Regular regular -> there(at, known, edit);
            case FileState other -> new Plan.Rejected(at + " is " + other.described() + ", not a text file");
        });
    }

    private Plan missing(String at, Knowledge known, UnaryOperator<String> edit) {
        if (!create) {
            return new Plan.Rejected(at + " does not exist (create: true creates it)");
        }
        String text = edit.apply("");
        return text.isEmpty()
                ? Plan.UNCHANGED
                : Steps.inOrder(known, List.of(now -> holding(at, now), now -> result(at, now, text)));
    }

    /** The directory that holds the file, with those above it, as {@code mkdir -p} makes them. */
    private static Plan holding(String at, Knowledge known) {
        if (ResolvedPath.follow(Paths.parent(at), known)
                instanceof ResolvedPath.At(String to, FileState.Directory is)) {
            return Plan.UNCHANGED;
        }
        WantedDirectory directory = new WantedDirectory(Paths.parent(at), WantedAttributes.ANY);
        return directory.asking(known).orElseGet(() -> directory.plan(known));
    }

    private Plan there(String at, Knowledge known, UnaryOperator<String> edit) {
        if (!known.has(FileTexts.at(at))) {
            return new Plan.Needs(List.of(FileTexts.at(at)));
        }
        return Plan.on(known.of(FileTexts.at(at)), state -> switch (state) {
            case FileText.Held(Bytes bytes, boolean masked) ->
                encoding.decoded(bytes)
                        .map(text -> (masked ? masked() : this).result(at, known, edit.apply(text)))
                        .orElseGet(() ->
                                new Plan.Rejected(at + " is not " + encoding + " text, so it is not edited by lines"));
            case FileText.TooLarge(long size) ->
                new Plan.Rejected(at + " has " + size + " bytes; files above " + FileTexts.LIMIT
                        + " bytes are not edited in place");
            case FileText.Missing missing -> new Plan.Undetermined("what " + at + " contains could not be read");
        });
    }

    private Plan result(String at, Knowledge known, String text) {
        return encoding.encoded(text)
                .map(bytes -> result(at, known, wanted(at, bytes)))
                .orElseGet(() ->
                        new Plan.Rejected("what " + at + " is to hold has a character that " + encoding + " has not"));
    }

    private Plan result(String at, Knowledge known, WantedFile wanted) {
        return wanted.asking(known).orElseGet(() -> {
            Plan plan = wanted.plan(known);
            return replacing.backup() ? Backup.before(plan, at, path, known) : plan;
        });
    }

    /** What the file holds, as far as that is known; nothing where it is missing, or no text. */
    public Optional<String> text(Knowledge known) {
        if (!(ResolvedPath.follow(path, known) instanceof ResolvedPath.At(String at, FileState.Regular file))
                || !known.has(FileTexts.at(at))) {
            return Optional.empty();
        }
        return known.of(FileTexts.at(at))
                        instanceof Observed.Known<FileText>(FileText.Held(Bytes bytes, boolean masked), var how)
                ? encoding.decoded(bytes)
                : Optional.empty();
    }

    /** Whether it is known that there is no file. */
    public boolean missing(Knowledge known) {
        return known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState state, var how)
                && !state.present();
    }

    private EditedFile masked() {
        return new EditedFile(path, create, true, attributes, replacing, encoding);
    }

    private WantedFile wanted(String at, Bytes bytes) {
        Content content = secret ? Content.secret(bytes) : Content.of(bytes);
        return new WantedFile(at, content, attributes, replacing);
    }
}
