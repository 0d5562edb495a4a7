package play.modules.packages;

import play.host.HostState;
import play.value.Foreseen;

/** A package of the host's distribution. */
public sealed interface PackageState extends HostState {
    /**
     * Not installed.
     *
     * @param leftovers whether its configuration files are still there
     */
    record Absent(Foreseen<Boolean> leftovers) implements PackageState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * Neither: unpacked, or left half done. Installing finishes the work, removing takes it away.
     *
     * @param version as the package manager writes it
     * @param status as the package manager calls it: {@code half-configured}
     */
    record Unfinished(Foreseen<String> version, String status) implements PackageState {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * Installed.
     *
     * @param version as the package manager writes it: {@code 1:2.34-5}
     * @param held whether upgrades pass it over
     */
    record Installed(Foreseen<String> version, boolean held) implements PackageState {
        @Override
        public boolean present() {
            return true;
        }
    }
}
