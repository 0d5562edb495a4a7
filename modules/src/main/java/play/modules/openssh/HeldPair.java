package play.modules.openssh;

import java.util.List;
import java.util.Optional;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.param.SecretText;
import play.value.Foreseen;

/** The private key of OpenSSH in a file of a host, of which only the public one is read. */
sealed interface HeldPair extends HostState {
    record Missing() implements HeldPair {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** There is a file, but no key that can be read, or none by the passphrase. */
    record Closed() implements HeldPair {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * @param kind as {@link PairKind#word} has it
     * @param comment of the private key; empty where its form has none
     * @param ownForm whether the file has OpenSSH's own form, which holds a comment
     * @param encrypted whether the passphrase is needed to read it
     */
    record Open(
            String kind,
            long bits,
            Foreseen<SshPublicKey> publicKey,
            String comment,
            boolean ownForm,
            boolean encrypted)
            implements HeldPair {
        @Override
        public boolean present() {
            return true;
        }

        Open withComment(String other) {
            return new Open(kind, bits, publicKey, other, ownForm, encrypted);
        }
    }

    static StateKey<HeldPair> at(String path, Optional<SecretText> passphrase) {
        return new Family(passphrase).key(path);
    }

    /** Reads them by {@code ssh-keygen}, of copies that only the user can read, as it asks for. */
    record Family(Optional<SecretText> passphrase) implements StateFamily<HeldPair> {
        private static final String READ = """
            for p do
              if [ ! -e "$p" ]; then printf 'missing\\0'; continue; fi
              if [ ! -f "$p" ] || [ ! -r "$p" ]; then printf 'denied\\0'; continue; fi
              if ! command -v ssh-keygen >/dev/null; then printf 'lacking\\0'; continue; fi
              locked=no
              cat <"$p" >"$d/key"
              key=$(ssh-keygen -y -P '' -f "$d/key" 2>/dev/null </dev/null)
              if [ -z "$key" ] && [ -n "${PLAY_PASSPHRASE+given}" ]; then
                locked=yes
                key=$(asked ssh-keygen -y -f "$d/key" 2>/dev/null </dev/null)
              fi
              form=other
              case $(head -n 1 <"$p") in *'BEGIN OPENSSH PRIVATE KEY'*) form=own ;; esac
              if [ -z "$key" ]; then printf 'closed\\0'; continue; fi
              printf 'open\\0%s\\0%s\\0%s\\0' "$form" "$locked" "$key"
            done
            """;

        private static final String KINDS = "missing, denied, lacking, closed or open";

        @Override
        public String name() {
            return "ssh key pair";
        }

        @Override
        public Class<HeldPair> type() {
            return HeldPair.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<HeldPair> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<HeldPair>> keys) {
            return Script.over(keys, Keygen.folder(passphrase) + READ);
        }

        @Override
        public Told<HeldPair> told(List<StateKey<HeldPair>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next(KINDS)) {
                case "missing" -> new Missing();
                case "denied" -> throw new UnknownStateException(path + " is no file that this user can read");
                case "lacking" -> throw new UnknownStateException(Keygen.LACKING);
                case "closed" -> new Closed();
                case "open" -> open(parts.next(Shape.ofParts("form locked line")));
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
        }

        private static Open open(Fields fields) throws UnknownStateException {
            SshPublicKey key = SshPublicKey.of(fields.text("line"));
            boolean own = fields.text("form").equals("own");
            return new Open(
                    key.kind(),
                    key.bits(),
                    new Foreseen.Exactly<>(key),
                    own ? SshPublicKey.comment(fields.text("line")) : "",
                    own,
                    fields.text("locked").equals("yes"));
        }
    }
}
