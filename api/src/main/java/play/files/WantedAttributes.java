package play.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.host.WantedMode;
import play.param.Doc;
import play.param.Inline;
import play.value.Foreseen;

/** Owner, group and mode, as far as a task asks for them: parameters that all modules have which make files. */
public record WantedAttributes(
        @Inline Ownership ownership,

        @Doc("Permission bits: octal, or relative to those that are there as chmod takes them (u+rwX,go-w). What is"
                + " new has 0666 (files) or 0777 (directories) less the umask, what is there keeps its own.")
        Optional<WantedMode> mode) {
    private static final int SET_GROUP = 02000;
    private static final int NEW_DIRECTORY = 0777;

    /** What is there stays; what is new belongs to who made it. */
    public static final WantedAttributes ANY = new WantedAttributes(Ownership.ANY, Optional.empty());

    /** Of {@code root}, or another user whose group has the same name. */
    public static WantedAttributes of(String owner, int mode) {
        return of(Optional.of(owner), Optional.of(owner), Optional.of(new Mode(mode)));
    }

    /** With a mode that depends on nothing. */
    public static WantedAttributes of(Optional<String> owner, Optional<String> group, Optional<Mode> mode) {
        return new WantedAttributes(new Ownership(owner, group), mode.map(WantedMode.Exactly::new));
    }

    /** What must be known beside the state of the path: who acts, and names of numbers. */
    public List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>(ownership.probes());
        keys.add(Identity.KEY);
        return keys;
    }

    /** A file that is there, changed where the task asks for something else. */
    public FileState.Regular over(FileState.Regular present, Knowledge known) {
        return new FileState.Regular(over(present.attributes(), false, known), present.sha256(), present.size());
    }

    /** Likewise a directory. */
    public FileState.Directory over(FileState.Directory present, Knowledge known) {
        return new FileState.Directory(over(present.attributes(), true, known));
    }

    private Attributes over(Attributes present, boolean directory, Knowledge known) {
        return new Attributes(
                ownership.owner(present.owner(), known),
                ownership.group(present.group(), known),
                mode.map(wanted -> over(wanted, present.mode(), directory, known))
                        .orElse(present.mode()));
    }

    /** The bits that come of {@code present}, if the task asks for any. */
    public Optional<Foreseen<Mode>> mode(Mode present, boolean directory, Knowledge known) {
        return mode.map(wanted -> over(wanted, new Foreseen.Exactly<>(present), directory, known));
    }

    /** Whether the mode depends on what is there. */
    public boolean isRelative() {
        return mode.filter(wanted -> wanted.fixed().isEmpty()).isPresent();
    }

    private static Foreseen<Mode> over(WantedMode wanted, Foreseen<Mode> present, boolean directory, Knowledge known) {
        if (wanted.fixed().isPresent()) {
            return new Foreseen.Exactly<>(wanted.fixed().get());
        }
        if (!wanted.needsUmask()) {
            return present.map(mode -> wanted.over(mode, directory, mode));
        }
        return switch (known.of(Identity.KEY)) {
            case Observed.Unknown<Identity>(String reason) -> new Foreseen.Later<>(reason);
            case Observed.Known<Identity>(Identity self, var how) ->
                present.map(mode -> wanted.over(mode, directory, self.umask()));
        };
    }

    /** Something new that takes the place of a link, or stands in no directory that hands its group on. */
    public Attributes fresh(Identity self, boolean directory, int bits, Knowledge known) {
        Mode mode = new Mode(bits & ~self.umask().bits());
        return over(Attributes.of(self.user(), self.group(), mode), directory, known);
    }

    /**
     * Of something new in a directory, which may hand its group on to what is made in it, and to directories that it
     * does.
     *
     * @param bits the mode it has where the task names none, before the umask: 0666 for files, 0777 for directories
     */
    Attributes freshIn(FileState holding, Identity self, int bits, Knowledge known) {
        boolean directory = bits == NEW_DIRECTORY;
        if (!(holding instanceof FileState.Directory(Attributes of)
                && of.mode() instanceof Foreseen.Exactly<Mode>(Mode own)
                && (own.bits() & SET_GROUP) != 0)) {
            return fresh(self, directory, bits, known);
        }
        Mode mode = new Mode((bits & ~self.umask().bits()) | (directory ? SET_GROUP : 0));
        return over(
                new Attributes(new Foreseen.Exactly<>(self.user()), of.group(), new Foreseen.Exactly<>(mode)),
                directory,
                known);
    }

    /** What has to be set, in words: {@code owner, mode}; empty when nothing has. */
    public static String differing(FileState present, FileState wanted) {
        Optional<Attributes> before = present.attributesIfAny();
        Optional<Attributes> after = wanted.attributesIfAny();
        return before.isEmpty() || after.isEmpty() ? "" : differing(before.get(), after.get());
    }

    private static String differing(Attributes present, Attributes wanted) {
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
