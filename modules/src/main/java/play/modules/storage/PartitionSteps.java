package play.modules.storage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.module.Plan;
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
        return !held.has(number())
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
            now = PartitionTable.Of.blank(params.label(), held.size());
        }
        boolean there = now.has(number());
        if (!there && next(now) != number()) {
            return new Plan.Rejected(
                    "a new partition of " + params.at() + " gets the number " + next(now) + ", not " + number());
        }
        PartitionTable.Of sized = there ? resized(now, titles, commands) : made(now, titles, commands);
        PartitionTable.Of flagged = flagged(named(sized, titles, commands), titles, commands);
        return commands.isEmpty() ? Plan.UNCHANGED : PartedModule.change(params, titles, commands, flagged);
    }

    private int next(PartitionTable.Of now) {
        int next = params.partType().equals("logical") ? FIRST_LOGICAL : 1;
        while (now.has(next)) {
            next++;
        }
        return next;
    }

    private PartitionTable.Of made(PartitionTable.Of now, List<String> titles, List<String> commands) {
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
        PartitionTable.Of made = now.named(number(), name).moved().flagged(number(), Set.of());
        return params.flags().isPresent() ? made : made.flaggedByItself();
    }

    private PartitionTable.Of resized(PartitionTable.Of now, List<String> titles, List<String> commands) {
        if (!params.resize()
                || !(now.ends() instanceof Foreseen.Exactly<SortedMap<Integer, Long>>(SortedMap<Integer, Long> ends))
                || bytes(params.partEnd())
                        .filter(wanted -> Math.abs(wanted - ends.getOrDefault(number(), wanted)) > NEAR)
                        .isEmpty()) {
            return now;
        }
        titles.add("resize partition " + number() + " of " + params.at());
        commands.addAll(List.of("resizepart", String.valueOf(number()), params.partEnd()));
        return now.moved();
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

    private PartitionTable.Of named(PartitionTable.Of now, List<String> titles, List<String> commands) {
        if (params.name().isEmpty() || params.name().get().equals(now.name(number()))) {
            return now;
        }
        titles.add("call partition " + number() + " of " + params.at() + " "
                + params.name().get());
        commands.addAll(
                List.of("name", String.valueOf(number()), '"' + params.name().get() + '"'));
        return now.named(number(), params.name().get());
    }

    private PartitionTable.Of flagged(PartitionTable.Of now, List<String> titles, List<String> commands) {
        if (params.flags().isEmpty()
                || !(now.flags()
                        instanceof
                        Foreseen.Exactly<SortedMap<Integer, SortedSet<String>>>(
                                SortedMap<Integer, SortedSet<String>> all))) {
            return now;
        }
        SortedSet<String> held = all.getOrDefault(number(), new TreeSet<>());
        SortedSet<String> wanted =
                PartitionTable.flags(params.label(), Set.copyOf(params.flags().get()));
        if (wanted.equals(held)) {
            return now;
        }
        titles.add("set flags of partition " + number() + " of " + params.at());
        held.stream().filter(flag -> !wanted.contains(flag)).forEach(flag -> set(commands, flag, "off"));
        wanted.stream().filter(flag -> !held.contains(flag)).forEach(flag -> set(commands, flag, "on"));
        return now.flagged(number(), wanted);
    }

    private void set(List<String> commands, String flag, String how) {
        commands.addAll(List.of("set", String.valueOf(number()), flag, how));
    }
}
