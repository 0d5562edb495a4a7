package play.modules.storage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.module.Plan;
import play.modules.storage.PartitionTable.Partition;
import play.value.Foreseen;

/** How a disk comes to have a partition as a task wants it. */
record PartitionSteps(PartedModule.Params params, PartitionTable.Of held) {
    private static final Set<String> NAMED = Set.of("gpt", "mac", "pc98");
    private static final Set<String> OF_KINDS = Set.of("msdos", "dvh");

    /** Of msdos, from which on logical ones are counted. */
    private static final int FIRST_LOGICAL = 5;

    /** Alignment, and what a table needs at the end of a disk, leave so many bytes. */
    private static final long NEAR = 1 << 20;

    private static final Pattern PLACE = Pattern.compile("(-?[0-9.]+)([A-Za-z%]*)");

    private static final Map<String, Long> UNITS = Map.of(
            "B", 1L,
            "KB", 1000L,
            "KiB", 1L << 10,
            "MB", 1_000_000L,
            "MiB", 1L << 20,
            "GB", 1_000_000_000L,
            "GiB", 1L << 30,
            "TB", 1_000_000_000_000L,
            "TiB", 1L << 40);

    private int number() {
        return params.number().orElse(1);
    }

    Plan absent() {
        return held.partition(number()).isEmpty()
                ? Plan.UNCHANGED
                : PartedModule.change(
                        params,
                        List.of("remove partition " + number() + " of " + params.at()),
                        List.of("rm", String.valueOf(number())),
                        held.without(number()));
    }

    Plan present() {
        List<String> titles = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        PartitionTable.Of now = held;
        if (!held.label().equals(params.label())) {
            titles.add("make a table of kind " + params.label() + " on " + params.at());
            commands.addAll(List.of("mklabel", params.label()));
            now = new PartitionTable.Of(params.label(), held.size(), List.of(), PartitionTable.LATER);
        }
        Optional<Partition> there = now.partition(number());
        if (there.isEmpty() && next(now) != number()) {
            return new Plan.Rejected(
                    "a new partition of " + params.at() + " gets the number " + next(now) + ", not " + number());
        }
        Partition partition = there.orElseGet(() -> made(titles, commands));
        Partition sized = there.isPresent() ? resized(partition, titles, commands) : partition;
        Partition named = named(sized, titles, commands);
        Partition flagged = flagged(named, titles, commands);
        return commands.isEmpty() ? Plan.UNCHANGED : PartedModule.change(params, titles, commands, now.with(flagged));
    }

    private int next(PartitionTable.Of now) {
        int next = params.partType().equals("logical") ? FIRST_LOGICAL : 1;
        while (now.partition(next).isPresent()) {
            next++;
        }
        return next;
    }

    private Partition made(List<String> titles, List<String> commands) {
        titles.add("make partition " + number() + " of " + params.at());
        commands.add("mkpart");
        boolean hasName = NAMED.contains(params.label());
        String name = hasName ? params.name().orElse(params.partType()) : "";
        if (hasName) {
            commands.add('"' + name + '"');
        } else if (OF_KINDS.contains(params.label())) {
            commands.add(params.partType());
        }
        params.fsType().ifPresent(commands::add);
        commands.addAll(List.of(params.partStart(), params.partEnd()));
        Foreseen<Long> later = new Foreseen.Later<>("parted aligns it");
        Foreseen<SortedSet<String>> flags = params.flags().isPresent()
                ? new Foreseen.Exactly<>(new TreeSet<>())
                : new Foreseen.Later<>("parted chooses some by itself");
        return new Partition(number(), later, later, name, flags);
    }

    private Partition resized(Partition partition, List<String> titles, List<String> commands) {
        if (!params.resize()
                || !(partition.end() instanceof Foreseen.Exactly<Long>(Long end))
                || bytes(params.partEnd())
                        .filter(wanted -> Math.abs(wanted - end) > NEAR)
                        .isEmpty()) {
            return partition;
        }
        titles.add("resize partition " + number() + " of " + params.at());
        commands.addAll(List.of("resizepart", String.valueOf(number()), params.partEnd()));
        return new Partition(
                partition.number(),
                partition.begin(),
                new Foreseen.Later<>("parted aligns it"),
                partition.name(),
                partition.flags());
    }

    /** Where a place is; nothing where its unit depends on the disk's make. */
    private Optional<Long> bytes(String place) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String unit = parts.group(2).isEmpty() ? params.unit() : parts.group(2);
        BigDecimal count = new BigDecimal(parts.group(1));
        Optional<BigDecimal> bytes = unit.equals("%")
                ? Optional.of(count.multiply(BigDecimal.valueOf(held.size())).movePointLeft(2))
                : Optional.ofNullable(UNITS.get(unit)).map(size -> count.multiply(BigDecimal.valueOf(size)));
        return bytes.map(BigDecimal::longValue).map(value -> count.signum() < 0 ? held.size() + value : value);
    }

    private Partition named(Partition partition, List<String> titles, List<String> commands) {
        if (params.name().isEmpty() || params.name().get().equals(partition.name())) {
            return partition;
        }
        titles.add("call partition " + number() + " of " + params.at() + " "
                + params.name().get());
        commands.addAll(
                List.of("name", String.valueOf(number()), '"' + params.name().get() + '"'));
        return new Partition(
                partition.number(),
                partition.begin(),
                partition.end(),
                params.name().get(),
                partition.flags());
    }

    private Partition flagged(Partition partition, List<String> titles, List<String> commands) {
        if (params.flags().isEmpty()
                || !(partition.flags() instanceof Foreseen.Exactly<SortedSet<String>>(SortedSet<String> now))) {
            return partition;
        }
        SortedSet<String> wanted =
                PartitionTable.flags(params.label(), Set.copyOf(params.flags().get()));
        if (wanted.equals(now)) {
            return partition;
        }
        titles.add("set flags of partition " + number() + " of " + params.at());
        now.stream().filter(flag -> !wanted.contains(flag)).forEach(flag -> set(commands, flag, "off"));
        wanted.stream().filter(flag -> !now.contains(flag)).forEach(flag -> set(commands, flag, "on"));
        return new Partition(
                partition.number(),
                partition.begin(),
                partition.end(),
                partition.name(),
                new Foreseen.Exactly<>(wanted));
    }

    private void set(List<String> commands, String flag, String how) {
        commands.addAll(List.of("set", String.valueOf(number()), flag, how));
    }
}
