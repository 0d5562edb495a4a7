package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Fields;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * All packages of a host, by name, as {@code package_facts} tells of them.
 *
 * @param packages of those that are installed more than once, each
 */
record InstalledPackages(Foreseen<Map<String, List<Map<String, @Nullable Object>>>> packages) implements HostState {
    /** A program that knows of packages. */
    enum Manager {
        APT("dpkg-query"),
        RPM("rpm");

        private final String program;

        Manager(String program) {
            this.program = program;
        }
    }

    @Override
    public boolean present() {
        return true;
    }

    /**
     * Reads them.
     *
     * @param managers those that are asked
     * @param all whether each is; else the first that is there
     */
    record Family(List<Manager> managers, boolean all) implements StateFamily<InstalledPackages> {
        private static final Shape DEB = Shape.of("\t", "deb\tstatus\tname\tversion\tarch\tcategory");
        private static final Shape RPM = Shape.of("\t", "rpm\tname\tversion\trelease\tepoch\tarch");
        private static final Map<Manager, String> LISTING = Map.of(
                Manager.APT,
                "printf 'native\\t%s\\n' \"$(dpkg --print-architecture)\"\n"
                        + "dpkg-query -W -f 'deb\\t${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}"
                        + "\\t${Section}\\n'\n",
                Manager.RPM,
                "rpm -qa --qf 'rpm\\t%{NAME}\\t%{VERSION}\\t%{RELEASE}\\t%{EPOCH}\\t%{ARCH}\\n'\n");

        Family {
            managers = List.copyOf(managers);
        }

        @Override
        public String name() {
            return "packages";
        }

        @Override
        public Class<InstalledPackages> type() {
            return InstalledPackages.class;
        }

        @Override
        public Place under() {
            return Place.below("/var/lib/dpkg", "/var/lib/rpm", "/usr/lib/sysimage/rpm");
        }

        @Override
        public boolean tellsOf(String id, StateKey<?> other) {
            return other.family() instanceof Packages;
        }

        @Override
        public Optional<InstalledPackages> afterChangesBelow() {
            return Optional.of(new InstalledPackages(new Foreseen.Later<>("packages are changed in this run")));
        }

        @Override
        public Script read(List<StateKey<InstalledPackages>> keys) {
            StringBuilder script = new StringBuilder("export LC_ALL=C\nfound=\n");
            for (Manager manager : managers) {
                script.append("if command -v ")
                        .append(manager.program)
                        .append(" >/dev/null 2>&1")
                        .append(all ? "" : " && [ -z \"$found\" ]")
                        .append("; then\nfound=1\n")
                        .append(LISTING.get(manager))
                        .append("fi\n");
            }
            return Script.of(script.append("[ -n \"$found\" ] || { echo 'the host has none of the programs that know"
                            + " of its packages' >&2; exit 1; }\n")
                    .toString());
        }

        @Override
        public Told<InstalledPackages> told(List<StateKey<InstalledPackages>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the packages of the host cannot be read");
            Map<String, List<Map<String, @Nullable Object>>> packages = new LinkedHashMap<>();
            String own = "";
            for (String line : result.lines()) {
                switch (line.split("\t", 2)[0]) {
                    case "native" -> own = line.substring(line.indexOf('\t') + 1);
                    case "deb" -> debian(DEB.read(line), own, packages);
                    case "rpm" -> rpm(RPM.read(line), packages);
                    default -> throw UnknownStateException.expected("a line about a package", line);
                }
            }
            return (index, id) -> new InstalledPackages(new Foreseen.Exactly<>(packages));
        }

        /** A package of another architecture has it in its name. */
        private static void debian(Fields deb, String own, Map<String, List<Map<String, @Nullable Object>>> packages) {
            if (!deb.text("status").equals("installed")) {
                return;
            }
            String arch = deb.text("arch");
            boolean foreign = !arch.equals(own) && !arch.equals("all");
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            told.put("name", deb.text("name") + (foreign ? ":" + arch : ""));
            told.put("version", deb.text("version"));
            told.put("arch", arch);
            told.put("category", deb.text("category"));
            told.put("source", "apt");
            add(told, packages);
        }

        private static void rpm(Fields rpm, Map<String, List<Map<String, @Nullable Object>>> packages)
                throws UnknownStateException {
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            told.put("name", rpm.text("name"));
            told.put("version", rpm.text("version"));
            told.put("release", rpm.text("release"));
            told.put("epoch", rpm.text("epoch").equals("(none)") ? null : rpm.number("epoch"));
            told.put("arch", rpm.text("arch").equals("(none)") ? null : rpm.text("arch"));
            told.put("source", "rpm");
            add(told, packages);
        }

        private static void add(
                Map<String, @Nullable Object> told, Map<String, List<Map<String, @Nullable Object>>> packages) {
            packages.computeIfAbsent(String.valueOf(told.get("name")), name -> new ArrayList<>())
                    .add(told);
        }
    }
}
