package play.modules.artifacts;

import play.module.ModuleSpec.Example;

/** What examples of this area share. */
final class Examples {
    private Examples() {}

    static Example of(String title, String before) {
        return new Example(title, before, "name: etcdctl\ndest: /usr/local/bin/etcdctl\n");
    }
}
