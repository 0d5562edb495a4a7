package play.modules.kubernetes;

import java.util.List;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;

/** What {@code kubectl_label} and {@code kubectl_annotate} have in common: all but the name of what they set. */
interface MetadataModule<P extends Record & MetadataModule.Wish> extends Resource<P> {
    /** Parameters that ask for labels or annotations. */
    interface Wish {
        MetadataChange change();
    }

    /** A node that lacks an entry, has another, or has it. */
    static Example[] examples(ObjectMetadata.Part part) {
        String wanted = "kind: node\nname: example\n" + part.field() + ": {example.com/role: db}\n";
        String put = Examples.CTL + part.verb() + " node example example.com/role=";
        return new Example[] {
            Examples.node("absent", "", wanted),
            Examples.node("drifted", put + "cache\n", wanted),
            Examples.node("right", put + "db\n", wanted)
        };
    }

    @Override
    default List<StateKey<?>> probes(P params) {
        return List.of(params.change().key());
    }

    @Override
    default Plan plan(P params, Knowledge known) {
        return params.change().plan(known);
    }
}
