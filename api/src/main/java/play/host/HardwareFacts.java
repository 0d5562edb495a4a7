package play.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts of a host's memory, processors and firmware. Sizes are in MiB. */
final class HardwareFacts {
    /** What Ansible says of firmware that tells nothing. */
    private static final String NOT_TOLD = "NA";

    private static final long KIB = 1024;

    /** What firmware tells of the machine. */
    static final List<String> FIRMWARE = List.of(
            "bios_date",
            "bios_vendor",
            "bios_version",
            "board_asset_tag",
            "board_name",
            "board_serial",
            "board_vendor",
            "board_version",
            "chassis_asset_tag",
            "chassis_serial",
            "chassis_vendor",
            "chassis_version",
            "product_name",
            "product_serial",
            "product_version");

    /** By the numbers of SMBIOS, from 1 on. */
    private static final List<String> FORMS = List.of(
            "Other",
            "Unknown",
            "Desktop",
            "Low Profile Desktop",
            "Pizza Box",
            "Mini Tower",
            "Tower",
            "Portable",
            "Laptop",
            "Notebook",
            "Hand Held",
            "Docking Station",
            "All In One",
            "Sub Notebook",
            "Space-saving",
            "Lunch Box",
            "Main Server Chassis",
            "Expansion Chassis",
            "Sub Chassis",
            "Bus Expansion Chassis",
            "Peripheral Chassis",
            "RAID Chassis",
            "Rack Mount Chassis",
            "Sealed-case PC",
            "Multi-system",
            "CompactPCI",
            "AdvancedTCA",
            "Blade",
            "Blade Enclosure",
            "Tablet",
            "Convertible",
            "Detachable",
            "IoT Gateway",
            "Embedded PC",
            "Mini PC",
            "Stick PC");

    private final FactLines lines;

    HardwareFacts(FactLines lines) {
        this.lines = lines;
    }

    void addTo(Map<String, @Nullable Object> facts) {
        memory(facts);
        processors(facts);
        FIRMWARE.forEach(name -> facts.put(name, firmware(name)));
        facts.put("system_vendor", firmware("sys_vendor"));
        facts.put("product_uuid", lines.text("product_uuid"));
        facts.put("form_factor", form());
    }

    private void memory(Map<String, @Nullable Object> facts) {
        long total = size("MemTotal");
        long free = size("MemFree");
        long unused = free + size("Buffers") + size("Cached");
        facts.put("memtotal_mb", total);
        facts.put("memfree_mb", free);
        facts.put("swaptotal_mb", size("SwapTotal"));
        facts.put("swapfree_mb", size("SwapFree"));
        facts.put(
                "memory_mb",
                Map.of(
                        "real", Map.of("total", total, "free", free, "used", total - free),
                        "nocache", Map.of("free", unused, "used", total - unused),
                        "swap", swap()));
    }

    private Map<String, Object> swap() {
        long total = size("SwapTotal");
        long free = size("SwapFree");
        return Map.of("total", total, "free", free, "used", total - free, "cached", size("SwapCached"));
    }

    private long size(String name) {
        return lines.number(name) / KIB;
    }

    private void processors(Map<String, @Nullable Object> facts) {
        long all = lines.number("vcpus");
        long sockets =
                Math.max(1, lines.values("cpu_physical id").stream().distinct().count());
        long cores = Math.max(1, lines.number("cpu_cpu cores"));
        List<String> each = new ArrayList<>();
        for (long i = 0; i < all; i++) {
            each.add(String.valueOf(i));
            Stream.of("cpu_vendor_id", "cpu_model name")
                    .map(lines::text)
                    .filter(text -> !text.isEmpty())
                    .forEach(each::add);
        }
        facts.put("processor", List.copyOf(each));
        facts.put("flags", words(lines.text("flags")));
        facts.put("processor_count", sockets);
        facts.put("processor_cores", cores);
        facts.put("processor_threads_per_core", Math.max(1, lines.number("cpu_siblings") / cores));
        facts.put("processor_vcpus", all);
        facts.put("processor_nproc", lines.number("nproc"));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" +"));
    }

    private String firmware(String name) {
        String told = lines.text("dmi_" + name);
        return told.isEmpty() ? NOT_TOLD : told;
    }

    private String form() {
        String number = firmware("chassis_type");
        return number.matches("[0-9]{1,2}") && Integer.parseInt(number) >= 1 && Integer.parseInt(number) <= FORMS.size()
                ? FORMS.get(Integer.parseInt(number) - 1)
                : number;
    }

    /** The number of seconds since it started, and how much it has had to do since. */
    void load(Map<String, @Nullable Object> facts) {
        facts.put("uptime_seconds", lines.number("uptime"));
        List<String> names = List.of("1m", "5m", "15m");
        List<String> told = List.of(lines.text("loadavg").split(" "));
        Map<String, Object> average = new LinkedHashMap<>();
        for (int i = 0; i < names.size() && i < told.size(); i++) {
            if (told.get(i).matches("[0-9]{1,9}\\.[0-9]{1,9}")) {
                average.put(names.get(i), Double.parseDouble(told.get(i)));
            }
        }
        facts.put("loadavg", average);
    }
}
