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
     * @param automatic whether apt counts it among those that came for others, and go when none needs them any more
     */
    record Installed(Foreseen<String> version, boolean held, Foreseen<Boolean> automatic) implements PackageState {
        /** One that somebody has asked for. */
        static Installed asked(Foreseen<String> version) {
            return new Installed(version, false, new Foreseen.Exactly<>(false));
        }

        Installed withVersion(Foreseen<String> other) {
            return new Installed(other, held, automatic);
        }

        Installed asHeld(boolean whether) {
            return new Installed(version, whether, automatic);
        }

        Installed asAutomatic(Foreseen<Boolean> whether) {
            return new Installed(version, held, whether);
        }

        @Override
        public boolean present() {
            return true;
        }
    }
}
