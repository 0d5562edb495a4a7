package play.cli;

import java.security.SecureRandom;
import java.util.List;
import play.module.ProductionException;
import play.module.Sealing;
import play.value.Bytes;
import play.value.Secret;
import play.vault.Vault;
import play.vault.VaultException;
import play.vault.VaultPassword;

/** Texts as {@code ansible-vault} encrypts them. */
public final class VaultSealing implements Sealing {
    @Override
    public String seal(Bytes plain, Secret password) {
        return Vault.seal(plain, of(password), new SecureRandom());
    }

    @Override
    public Bytes open(String text, Secret password) throws ProductionException {
        try {
            return new Vault(List.of(of(password))).open(text);
        } catch (VaultException e) {
            throw new ProductionException(String.valueOf(e.getMessage()), e);
        }
    }

    private static VaultPassword of(Secret password) {
        return new VaultPassword(VaultPassword.DEFAULT_LABEL, String.valueOf(password.value()));
    }
}
