package play.inventory;

import play.diag.Problems;
import play.yaml.YamlNode;

/** Makes hosts from a YAML file that names it: {@code plugin: NAME}. */
public interface InventoryPlugin {
    String name();

    /**
     * Adds hosts and groups.
     *
     * @param file the whole file, the key {@code plugin} included
     */
    void expand(YamlNode.Mapping file, InventoryBuilder inventory, Problems problems);
}
