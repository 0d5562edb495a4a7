package play.modules.openssl;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.DHParameter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.value.Foreseen;

/** The parameters of Diffie and Hellman's exchange in a file of a host. */
sealed interface HeldParameters extends HostState {
    record Missing() implements HeldParameters {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** There is a file, but no parameters in it. */
    record Broken() implements HeldParameters {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * @param bits of the prime
     * @param pem the whole file
     */
    record Of(long bits, Foreseen<String> pem) implements HeldParameters {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<HeldParameters> at(String path) {
        return new Family().key(path);
    }

    /** Reads them; nothing but the file is needed. */
    record Family() implements StateFamily<HeldParameters> {
        @Override
        public String name() {
            return "dh parameters";
        }

        @Override
        public Class<HeldParameters> type() {
            return HeldParameters.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<HeldParameters> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<HeldParameters>> keys) {
            return PemFiles.read(keys);
        }

        @Override
        public Told<HeldParameters> told(List<StateKey<HeldParameters>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> PemFiles.next(parts, path).map(Family::held).orElseGet(Missing::new);
        }

        private static HeldParameters held(String pem) {
            try (PemReader reader = new PemReader(new StringReader(pem))) {
                PemObject block = reader.readPemObject();
                if (block == null || !block.getType().equals("DH PARAMETERS")) {
                    return new Broken();
                }
                BigInteger prime = DHParameter.getInstance(block.getContent()).getP();
                return new Of(prime.bitLength(), new Foreseen.Exactly<>(pem));
            } catch (IOException | RuntimeException e) {
                return new Broken();
            }
        }
    }
}
