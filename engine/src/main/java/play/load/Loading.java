package play.load;

import play.diag.Problems;
import play.expression.Expressions;
import play.module.ModuleRegistry;
import play.plugin.Plugins;
import play.vault.Vault;
import play.vault.VaultNodes;

/**
 * What loading needs.
 *
 * @param plugins the modules there are, which become more as roles are read
 * @param rolePaths where roles are, beside the playbook
 * @param here which hosts are this machine
 * @param problems told everything that is wrong
 */
public record Loading(
        Plugins plugins,
        Expressions expressions,
        Vault vault,
        RolePaths rolePaths,
        ThisMachine here,
        Problems problems) {
    /** Where no inventory counts. */
    public Loading(Plugins plugins, Expressions expressions, Vault vault, RolePaths rolePaths, Problems problems) {
        this(plugins, expressions, vault, rolePaths, ThisMachine.BY_NAME, problems);
    }

    /** For what defines no names: problems with it leave open none. */
    Loading aside() {
        return problems instanceof LostNames witness ? telling(witness.outer()) : this;
    }

    /** The same, with problems told to somebody else. */
    Loading telling(Problems others) {
        return new Loading(plugins, expressions, vault, rolePaths, here, others);
    }

    /** The modules there are by now. */
    ModuleRegistry modules() {
        return plugins.modules();
    }

    DataReader data() {
        return new DataReader(expressions, problems);
    }

    Sources sources() {
        return new Sources(new VaultNodes(vault, problems), expressions, here, problems);
    }
}
