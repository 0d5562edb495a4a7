package play.module;

import play.value.Bytes;
import play.value.Secret;

/** Encrypts texts with a password in the format of {@code ansible-vault}, and opens them. */
public interface Sealing {
    /** Where nothing is to be encrypted. */
    Sealing NONE = new Sealing() {
        @Override
        public String seal(Bytes plain, Secret password) {
            throw new IllegalStateException("nothing is encrypted here");
        }

        @Override
        public Bytes open(String text, Secret password) throws ProductionException {
            throw new ProductionException("nothing is decrypted here");
        }
    };

    String seal(Bytes plain, Secret password);

    /** @throws ProductionException the password does not open it, or it is damaged; the message is a sentence */
    Bytes open(String text, Secret password) throws ProductionException;
}
