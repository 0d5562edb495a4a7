package play.modules.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import play.host.Knowledge;
import play.module.Plan;
import play.modules.storage.LogicalVolume.Kind;
import play.value.Foreseen;

/** How a volume comes to be. */
record VolumeMaking(LvolModule.Params params, VolumeGroup group, VolumeRoom room, Knowledge known) {
    VolumeMaking(LvolModule.Params params, VolumeGroup group, Knowledge known) {
        this(params, group, VolumeRoom.of(params, group, known), known);
    }

    Plan plan() {
        return params.base().map(this::on).orElseGet(() -> made(LogicalVolume.ABSENT));
    }

    private Plan on(String base) {
        Function<LogicalVolume, Plan> made =
                volume -> refusal(base, volume).<Plan>map(Plan.Rejected::new).orElseGet(() -> made(volume));
        return group.volumes() == 0
                ? made.apply(LogicalVolume.ABSENT)
                : Plan.on(known.of(LogicalVolume.named(params.vg(), base)), made);
    }

    private Optional<String> refusal(String base, LogicalVolume volume) {
        String path = LogicalVolume.path(params.vg(), base);
        if (!volume.present()) {
            return Optional.of("there is no " + (params.isThin() ? "pool " : "volume ") + path);
        }
        boolean isPool = volume.kind() == Kind.POOL;
        if (params.isThin() && !isPool) {
            return Optional.of(path + " is no pool of thin volumes");
        }
        return !params.isThin() && isPool
                ? Optional.of(path + " is a pool, of which there are no snapshots; make them of its volumes")
                : Optional.empty();
    }

    private Plan made(LogicalVolume base) {
        Optional<VolumeSize> size = params.wanted();
        boolean isThinSnapshot = params.snapshot().isPresent() && base.kind() == Kind.THIN && size.isEmpty();
        if (size.isEmpty() && !isThinSnapshot) {
            return new Plan.Rejected("a new volume needs a size; give 'size'");
        }
        if (size.filter(given -> given.sign().equals("-")).isPresent()) {
            return new Plan.Rejected("there is no " + params.path() + " that could become smaller");
        }
        Foreseen<Long> extents = size.map(given -> extents(given, base))
                .orElseGet(() -> base.size().map(room::extents));
        return tooLittle(size, extents)
                .<Plan>map(Plan.Rejected::new)
                .orElseGet(() -> change(extents.map(count -> count * room.extent()), isThinSnapshot));
    }

    private Optional<String> tooLittle(Optional<VolumeSize> size, Foreseen<Long> extents) {
        if (size.isEmpty()
                || params.isThin()
                || !(room.free() instanceof Foreseen.Exactly<Long>(Long free))
                || !(extents instanceof Foreseen.Exactly<Long>(Long wanted))) {
            return Optional.empty();
        }
        return wanted > free || wanted == 0
                ? Optional.of("the group " + params.vg() + " has " + room.shown(free) + " free, and " + params.path()
                        + " is to have " + size.get())
                : Optional.empty();
    }

    /** LVM takes as much as there is where a percentage of the group is more. */
    private Foreseen<Long> extents(VolumeSize size, LogicalVolume base) {
        if (!params.opts().isEmpty() || (isPool() && size.isShare()) || size.isShareOf("ORIGIN")) {
            return new Foreseen.Later<>("LVM tells after the run how large it is");
        }
        if (!size.isShare()) {
            boolean isMore = params.snapshot().isPresent()
                    && !(base.size() instanceof Foreseen.Exactly<Long>(Long most) && size.bytes() <= most);
            return isMore
                    ? new Foreseen.Later<>("a snapshot keeps no more than its origin has")
                    : new Foreseen.Exactly<>(room.extents(size.bytes()));
        }
        return room.whole(size) instanceof Foreseen.Exactly<Long>(Long whole)
                        && room.free() instanceof Foreseen.Exactly<Long>(Long free)
                ? new Foreseen.Exactly<>(Math.min(size.shareOf(whole), free))
                : new Foreseen.Later<>("how much the group has free is known after the run");
    }

    private Kind kind(boolean isThinSnapshot) {
        if (isPool()) {
            return Kind.POOL;
        }
        return params.isThin() || isThinSnapshot ? Kind.THIN : Kind.PLAIN;
    }

    private boolean isPool() {
        return params.base().isEmpty() && params.lv().isEmpty();
    }

    private Plan change(Foreseen<Long> bytes, boolean isThinSnapshot) {
        VolumeChanges changes = new VolumeChanges(params, group);
        changes.call(
                "make " + params.path()
                        + params.size().map(text -> " of " + text).orElse(""),
                words());
        boolean isPlain = params.opts().isEmpty();
        if (!params.active() || !isPlain) {
            changes.also(List.of("lvchange", "-q", "--activate", params.active() ? "y" : "n", changes.spec()));
        }
        Foreseen<Boolean> active = isThinSnapshot && !isPlain
                ? new Foreseen.Later<>("'opts' may say whether it is activated")
                : new Foreseen.Exactly<>(params.active() && !isThinSnapshot);
        if (active instanceof Foreseen.Exactly<Boolean>(Boolean now)) {
            changes.becomes(params.group(), group.more(1, now ? 1 : 0));
        }
        changes.becomes(params.key(), LogicalVolume.made(kind(isThinSnapshot), bytes, active));
        if (active.is(true) && isPlain && params.snapshot().isEmpty() && !isPool()) {
            changes.becomes(DeviceContent.at(params.path()), DeviceContent.blank());
        }
        List<String> touched = new ArrayList<>(List.of(params.path()));
        params.base().ifPresent(base -> touched.add(LogicalVolume.path(params.vg(), base)));
        return changes.plan(touched);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(List.of("lvcreate", "-q", "--yes"));
        params.wanted()
                .map(size -> new VolumeSize("", size.number(), size.unit()))
                .ifPresent(size -> words.addAll(size.words(params.isThin() ? "-V" : "-L")));
        words.addAll(Lvm.words(params.opts()));
        if (params.snapshot().isPresent()) {
            words.addAll(List.of(
                    "-s", "-n", params.name(), params.vg() + "/" + params.lv().orElse("")));
        } else if (params.thinpool().isPresent()) {
            params.lv().ifPresent(name -> words.addAll(List.of("-n", name)));
            words.addAll(List.of("-T", params.vg() + "/" + params.thinpool().get()));
        } else {
            words.addAll(List.of("-n", params.name(), params.vg()));
            words.addAll(params.devices());
        }
        return words;
    }
}
