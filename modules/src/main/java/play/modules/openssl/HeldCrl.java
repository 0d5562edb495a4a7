package play.modules.openssl;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.operator.OperatorCreationException;
import play.host.Base64Text;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Bytes;
import play.value.Foreseen;

/** The list of revoked certificates in a file of a host. */
sealed interface HeldCrl extends HostState {
    record Missing() implements HeldCrl {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** There is a file, but no such list in it. */
    record Broken() implements HeldCrl {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * @param digest by what it is signed, as {@link SignatureAlgorithm#spelled} has it
     * @param nextUpdate empty where the list does not say
     * @param revoked by what tells certificates apart
     * @param content the whole file
     */
    record Of(
            CrlFormat format,
            List<NamePart> issuer,
            String digest,
            Foreseen<String> lastUpdate,
            Foreseen<String> nextUpdate,
            Map<String, RevokedEntry> revoked,
            Foreseen<Bytes> content)
            implements HeldCrl {
        @Override
        public boolean present() {
            return true;
        }

        /** Whether a key has signed it; not told of one that is made during the run. */
        boolean isSignedBy(Foreseen<PublicKey> key) {
            if (!(content instanceof Foreseen.Exactly<Bytes>(Bytes bytes))) {
                return true;
            }
            try {
                return key instanceof Foreseen.Exactly<PublicKey>(PublicKey signer)
                        && format.read(bytes).isSignatureValid(signer.verifier());
            } catch (IOException | OperatorCreationException | CertException e) {
                return false;
            }
        }
    }

    static StateKey<HeldCrl> at(String path) {
        return new Family().key(path);
    }

    /** @throws IOException there is none */
    static Of of(Bytes content) throws IOException {
        CrlFormat format = CrlFormat.of(content);
        X509CRLHolder list = format.read(content);
        try {
            return new Of(
                    format,
                    NamePart.all(list.getIssuer()),
                    SignatureAlgorithm.spelled(list.toASN1Structure()
                            .getSignatureAlgorithm()
                            .getAlgorithm()
                            .getId()),
                    new Foreseen.Exactly<>(Validity.written(list.getThisUpdate())),
                    new Foreseen.Exactly<>(Optional.ofNullable(list.getNextUpdate())
                            .map(Validity::written)
                            .orElse("")),
                    named(entries(list.getRevokedCertificates())),
                    new Foreseen.Exactly<>(content));
        } catch (RuntimeException e) {
            throw new IOException("its list holds something odd", e);
        }
    }

    private static List<RevokedEntry> entries(Collection<?> revoked) {
        return revoked.stream()
                .map(entry -> RevokedEntry.of((X509CRLEntryHolder) entry))
                .toList();
    }

    /** Entries by what tells certificates apart; one that is there once more counts too. */
    static Map<String, RevokedEntry> named(List<RevokedEntry> entries) {
        Map<String, RevokedEntry> named = new LinkedHashMap<>();
        for (RevokedEntry entry : entries) {
            String name = entry.certificate();
            for (int i = 2; named.containsKey(name); i++) {
                name = entry.certificate() + ", once more (" + i + ")";
            }
            named.put(name, entry);
        }
        return named;
    }

    /** Reads them; nothing but the file is needed. */
    record Family() implements StateFamily<HeldCrl> {
        /** Entries that were not read would be taken for ones that are not there. */
        private static final String READ = """
            for p do
              if [ ! -e "$p" ]; then
                printf 'missing\\0'
              elif [ ! -f "$p" ] || [ ! -r "$p" ]; then
                printf 'denied\\0'
              elif [ "$(wc -c <"$p")" -gt 20000000 ]; then
                printf 'large\\0'
              else
                printf 'held\\0%s\\0' "$(base64 <"$p" | tr -d '\\n')"
              fi
            done
            """;

        @Override
        public String name() {
            return "x509 revocation list";
        }

        @Override
        public Class<HeldCrl> type() {
            return HeldCrl.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<HeldCrl> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<HeldCrl>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<HeldCrl> told(List<StateKey<HeldCrl>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next("missing, denied, large or held")) {
                case "missing" -> new Missing();
                case "denied" -> throw new UnknownStateException(path + " is no file that this user can read");
                case "large" -> throw new UnknownStateException(path + " has more than 20 MB, too many to compare");
                case "held" -> held(Base64Text.decoded(parts.next("a file")));
                case String other -> throw UnknownStateException.expected("missing, denied, large or held", other);
            };
        }

        private static HeldCrl held(Bytes content) {
            try {
                return of(content);
            } catch (IOException e) {
                return new Broken();
            }
        }
    }
}
