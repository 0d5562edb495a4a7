package play.host;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a host is a guest of, or has guests of; the first that is found is its type, as in Ansible. */
final class VirtualizationFacts {
    private static final String NONE = "NA";
    private static final String KVM = "kvm";

    private final FactLines lines;
    private final Set<String> guest = new LinkedHashSet<>();
    private final Set<String> host = new LinkedHashSet<>();

    VirtualizationFacts(FactLines lines) {
        this.lines = lines;
    }

    void addTo(Map<String, @Nullable Object> facts) {
        container();
        machine();
        if (!lines.text("kvm").isEmpty()) {
            host.add(KVM);
        }
        boolean inside = !guest.isEmpty();
        Set<String> all = inside ? guest : host;
        facts.put(
                "virtualization_type",
                all.stream()
                        .filter(name -> !name.equals("container"))
                        .findFirst()
                        .orElseGet(() -> all.isEmpty() ? NONE : "container"));
        facts.put("virtualization_role", inside ? "guest" : all.isEmpty() ? NONE : "host");
        facts.put("virtualization_tech_guest", guest.stream().sorted().toList());
        facts.put("virtualization_tech_host", host.stream().sorted().toList());
    }

    private void container() {
        String kind = lines.text("container");
        if (!kind.isEmpty()) {
            guest.add(Set.of("docker", "podman", "lxc").contains(kind) ? kind : "container");
            guest.add("container");
        }
        if (!lines.text("openvz").isEmpty()) {
            guest.add("openvz");
        }
        if (!lines.values("xen").isEmpty()) {
            (lines.text("xen").contains("control_d") ? host : guest).add("xen");
        }
    }

    /** By what the firmware says, which only a machine has. */
    private void machine() {
        String product = lines.text("dmi_product_name");
        String vendor = lines.text("dmi_sys_vendor");
        String bios = lines.text("dmi_bios_vendor");
        if (product.startsWith("VMware")) {
            guest.add("VMware");
        }
        if (product.startsWith("OpenStack")) {
            guest.add("openstack");
        }
        if (product.contains("KVM")
                || Set.of("Bochs", "AHV", "Google Compute Engine", "RHEL", "oVirt Node")
                        .contains(product)
                || Set.of("QEMU", "DigitalOcean", "KubeVirt").contains(vendor)
                || bios.equals("Amazon EC2")
                || lines.text("cpu_model name").contains("QEMU")) {
            guest.add(vendor.equals("KubeVirt") ? "KubeVirt" : KVM);
        }
        if (bios.equals("Xen")) {
            guest.add("xen");
        }
        if (bios.equals("innotek GmbH")) {
            guest.add("virtualbox");
        }
        if (vendor.equals("Microsoft Corporation") && product.equals("Virtual Machine")) {
            guest.add("VirtualPC");
        }
        if (vendor.startsWith("Parallels")) {
            guest.add("parallels");
        }
    }
}
