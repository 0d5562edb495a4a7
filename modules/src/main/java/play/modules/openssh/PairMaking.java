package play.modules.openssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.Plan;
import play.modules.files.MadeFile;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** How the two keys of a pair come into their files. */
final class PairMaking {
    static final Foreseen<SshPublicKey> NOT_MADE = new Foreseen.Later<>("the key is made during the run");

    private PairMaking() {}

    /** What is there keeps its mode, unless the task names one; what is new is for its owner alone. */
    static MadeFile privateFile(OpensshKeypairModule.Params params, Knowledge known) {
        boolean isNew = known.of(params.key()) instanceof Observed.Known<HeldPair>(HeldPair.Missing none, var how);
        return file(params, params.at(), params.mode().or(() -> isNew ? exactly(0600) : Optional.empty()));
    }

    /** The mode that a task names is that of the private key. */
    static MadeFile publicFile(OpensshKeypairModule.Params params, Knowledge known) {
        boolean isNew = known.of(params.line()) instanceof Observed.Known<PublicLine>(PublicLine line, var how)
                && !line.present();
        return file(params, params.publicAt(), isNew ? exactly(0644) : Optional.empty());
    }

    /** What must be known of both. */
    static List<StateKey<?>> probes(OpensshKeypairModule.Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.key(), params.line()));
        keys.addAll(file(params, params.at(), params.mode()).probes());
        keys.addAll(file(params, params.publicAt(), Optional.empty()).probes());
        return keys;
    }

    private static Optional<WantedMode> exactly(int bits) {
        return Optional.of(new WantedMode.Exactly(new Mode(bits)));
    }

    private static MadeFile file(OpensshKeypairModule.Params params, String path, Optional<WantedMode> mode) {
        return new MadeFile(path, new WantedAttributes(params.ownership(), mode), params.labels(), false);
    }

    /** A new private key. */
    static Plan made(OpensshKeypairModule.Params params, Knowledge known) {
        String comment = params.comment().orElse("");
        String form = switch (params.privateKeyFormat()) {
            case AUTO, SSH -> "";
            case PKCS1 -> " -m PEM";
            case PKCS8 -> " -m PKCS8";
        };
        String command = Keygen.call(params.passphrase(), "-N") + " -q -t "
                + params.type().word() + " -b " + params.bits() + form + " -C " + ShellWords.quote(comment)
                + " -f \"$d/key\" </dev/null >&2\n";
        boolean own = params.privateKeyFormat().isOwn();
        return privateFile(params, known)
                .made(
                        making(
                                params,
                                "make a key of type " + params.type().word() + " in " + params.at(),
                                command,
                                new HeldPair.Open(
                                        params.type().word(),
                                        params.bits(),
                                        NOT_MADE,
                                        own ? comment : "",
                                        own,
                                        params.passphrase().isPresent())),
                        known);
    }

    /** The key that is there, with the comment that is asked for, where its form has one. */
    static Plan commented(OpensshKeypairModule.Params params, HeldPair.Open open, Knowledge known) {
        Optional<String> other = params.comment().filter(text -> open.ownForm() && !text.equals(open.comment()));
        return other.map(text -> privateFile(params, known)
                        .made(
                                making(
                                        params,
                                        "set the comment on the key in " + params.at(),
                                        "cat <\"$n\" >\"$d/key\"\n" + Keygen.call(params.passphrase(), "-P")
                                                + " -q -c -C " + ShellWords.quote(text)
                                                + " -f \"$d/key\" </dev/null >&2\n",
                                        open.withComment(text)),
                                known))
                .orElseGet(() -> privateFile(params, known).kept(known));
    }

    private static MadeFile.Making making(
            OpensshKeypairModule.Params params, String title, String command, HeldPair.Open after) {
        return new MadeFile.Making(
                title,
                Keygen.NEEDED + "make() (\n" + Keygen.folder(params.passphrase()) + command + "cat <\"$d/key\"\n)\n",
                "make",
                Bytes.EMPTY,
                Keygen.LONGEST,
                List.of(new Effect.Sets<>(params.key(), after)),
                true);
    }

    /** The comment that the public key has afterwards. */
    static Foreseen<String> comment(OpensshKeypairModule.Params params, Knowledge known) {
        if (params.comment().isPresent()) {
            return new Foreseen.Exactly<>(params.comment().get());
        }
        if (!(known.of(params.key()) instanceof Observed.Known<HeldPair>(HeldPair.Open open, var how))) {
            return new Foreseen.Later<>("the key is not known");
        }
        return switch (open.publicKey()) {
            case Foreseen.Later<SshPublicKey> later -> new Foreseen.Exactly<>(open.comment());
            case Foreseen.Exactly<SshPublicKey>(SshPublicKey key) ->
                new Foreseen.Exactly<>(
                        known.of(params.line()) instanceof Observed.Known<PublicLine>(PublicLine line, var seen)
                                ? line.comment(key).orElse(open.comment())
                                : open.comment());
        };
    }

    /** The public key in its file, whatever is there now. */
    static Plan publicKey(OpensshKeypairModule.Params params, Knowledge known) {
        return Plan.on(
                known.of(params.key()),
                held -> held instanceof HeldPair.Open open
                        ? publicKey(params, open, comment(params, known), known)
                        : new Plan.Rejected("there is no key in " + params.at()));
    }

    private static Plan publicKey(
            OpensshKeypairModule.Params params, HeldPair.Open open, Foreseen<String> comment, Knowledge known) {
        String after = comment instanceof Foreseen.Exactly<String>(String text) && !text.isEmpty() ? " " + text : "";
        return switch (open.publicKey()) {
            case Foreseen.Exactly<SshPublicKey>(SshPublicKey key) ->
                publicFile(params, known).holding(Content.of(key + after + "\n"), known);
            case Foreseen.Later<SshPublicKey> later -> publicFile(params, known).made(derived(params, after), known);
        };
    }

    private static MadeFile.Making derived(OpensshKeypairModule.Params params, String after) {
        String open = "cat <" + ShellWords.quote(params.at()) + " >\"$d/key\"\n"
                + "key=$(" + Keygen.call(params.passphrase(), "-P") + " -y -f \"$d/key\" </dev/null)\n"
                + "printf '%s %s%s\\n' $(printf '%s\\n' \"$key\" | cut -d ' ' -f 1,2) " + ShellWords.quote(after)
                + "\n";
        return new MadeFile.Making(
                "write the public key of " + params.at(),
                Keygen.NEEDED + "make() (\n" + Keygen.folder(params.passphrase()) + open + ")\n",
                "make",
                Bytes.EMPTY,
                Keygen.LONGEST,
                List.of(),
                false);
    }
}
