package play.modules.storage;

import java.util.List;
import play.module.Plan;
import play.value.Foreseen;

/** How a volume goes. */
record VolumeRemoval(LvolModule.Params params, VolumeGroup group) {
    Plan of(LogicalVolume volume) {
        long others = volume.known().dependents();
        String what = params.path() + (others == 0 ? "" : " with " + others + " that are made of it");
        if (!params.force()) {
            return new Plan.Rejected(
                    what + " is not removed, for all that is in it would be lost; force: true does it");
        }
        VolumeChanges changes = new VolumeChanges(params, group);
        changes.call("remove " + what, List.of("lvremove", "-q", "--yes", "--force", changes.spec()));
        if (others == 0 && volume.active() instanceof Foreseen.Exactly<Boolean>(Boolean active)) {
            changes.becomes(params.group(), group.more(-1, active ? -1 : 0));
        }
        changes.becomes(params.key(), LogicalVolume.ABSENT);
        return changes.plan(List.of("/dev/" + params.vg()));
    }
}
