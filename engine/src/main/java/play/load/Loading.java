package play.load;

import play.diag.Problems;
import play.expression.Expressions;
import play.module.ModuleRegistry;
import play.vault.Vault;
import play.vault.VaultNodes;

/**
 * What loading needs.
 *
 * @param problems told everything that is wrong
 */
public record Loading(ModuleRegistry modules, Expressions expressions, Vault vault, Problems problems) {
    /** For what defines no names: problems with it leave open none. */
    Loading aside() {
        return problems instanceof LostNames witness ? new Loading(modules, expressions, vault, witness.outer()) : this;
    }

    DataReader data() {
        return new DataReader(expressions, problems);
    }

    Sources sources() {
        return new Sources(new VaultNodes(vault, problems), expressions, problems);
    }
}
