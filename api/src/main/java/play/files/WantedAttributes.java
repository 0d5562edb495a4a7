package play.files;

import java.util.Optional;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Identity;
import play.host.Mode;
import play.param.Doc;
import play.param.Matches;
import play.value.Foreseen;

/** Owner, group and mode, as far as a task asks for them: parameters that all modules have which make files. */
public record WantedAttributes(
        @Doc("Name of the user it belongs to.") @Matches(value = Names.PATTERN, expected = Names.EXPECTED)
        Optional<String> owner,

        @Doc("Name of the group it belongs to.") @Matches(value = Names.PATTERN, expected = Names.EXPECTED)
        Optional<String> group,

        @Doc("Permission bits. What is new has 0666 (files) or 0777 (directories) less the umask, what is there"
                + " keeps its own.")
        Optional<Mode> mode) {
    private static final int SET_GROUP = 02000;
    private static final int FOLDER = 0777;

    /** What is there stays; what is new belongs to who made it. */
    public static final WantedAttributes ANY =
            new WantedAttributes(Optional.empty(), Optional.empty(), Optional.empty());

    /** Of {@code root}, or another user whose group has the same name. */
    public static WantedAttributes of(String owner, int mode) {
        return new WantedAttributes(Optional.of(owner), Optional.of(owner), Optional.of(new Mode(mode)));
    }

    /** What is there, changed where the task asks for something else. */
    public Attributes over(Attributes present) {
        return new Attributes(
                owner.<Foreseen<String>>map(Foreseen.Exactly::new).orElse(present.owner()),
                group.<Foreseen<String>>map(Foreseen.Exactly::new).orElse(present.group()),
                mode.<Foreseen<Mode>>map(Foreseen.Exactly::new).orElse(present.mode()));
    }

    /**
     * Of something new.
     *
     * @param bits the mode it has where the task names none, before the umask: 0666 for files, 0777 for directories
     */
    public Attributes fresh(Identity self, int bits) {
        return over(Attributes.of(
                self.user(), self.group(), new Mode(bits & ~self.umask().bits())));
    }

    /**
     * Of something new in a folder, which may hand its group on to what is made in it, and to folders that it does.
     *
     * @param bits as for {@link #fresh}
     */
    Attributes freshIn(FileState folder, Identity self, int bits) {
        if (!(folder instanceof FileState.Directory(Attributes of)
                && of.mode() instanceof Foreseen.Exactly<Mode>(Mode own)
                && (own.bits() & SET_GROUP) != 0)) {
            return fresh(self, bits);
        }
        int inherited = bits == FOLDER ? SET_GROUP : 0;
        Mode mode = new Mode((bits & ~self.umask().bits()) | inherited);
        return over(new Attributes(new Foreseen.Exactly<>(self.user()), of.group(), new Foreseen.Exactly<>(mode)));
    }

    /** What has to be set, in words: {@code owner, mode}; empty when nothing has. */
    public String differing(Attributes present) {
        Attributes wanted = over(present);
        StringBuilder words = new StringBuilder();
        append(words, "owner", !wanted.owner().equals(present.owner()));
        append(words, "group", !wanted.group().equals(present.group()));
        append(words, "mode", !wanted.mode().equals(present.mode()));
        return words.toString();
    }

    private static void append(StringBuilder words, String word, boolean differs) {
        if (differs) {
            words.append(words.isEmpty() ? "" : ", ").append(word);
        }
    }
}
