package play.modules.openssl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.value.Foreseen;

/** The request for a certificate in a file of a host. */
sealed interface HeldRequest extends HostState {
    record Missing() implements HeldRequest {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** There is a file, but no request in it. */
    record Broken() implements HeldRequest {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** @param pem the whole file */
    record Of(RequestText says, Foreseen<String> pem) implements HeldRequest {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<HeldRequest> at(String path) {
        return new Family().key(path);
    }

    /** Reads them; nothing but the file is needed. */
    record Family() implements StateFamily<HeldRequest> {
        @Override
        public String name() {
            return "certificate request";
        }

        @Override
        public Class<HeldRequest> type() {
            return HeldRequest.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<HeldRequest> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<HeldRequest>> keys) {
            return PemFiles.read(keys);
        }

        @Override
        public Told<HeldRequest> told(List<StateKey<HeldRequest>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> PemFiles.next(parts, path).map(Family::held).orElseGet(Missing::new);
        }

        private static HeldRequest held(String pem) {
            try {
                return new Of(RequestText.ofRequest(pem), new Foreseen.Exactly<>(pem));
            } catch (IOException e) {
                return new Broken();
            }
        }
    }
}
