package play.modules.services;

import play.host.HostState;
import play.value.Foreseen;

/** What systemd knows of a unit. */
public sealed interface UnitState extends HostState {
    UnitState MISSING = new Missing();

    /** No file and nothing else defines it. */
    record Missing() implements UnitState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * Its file is there, but systemd refuses it.
     *
     * @param why in systemd's words
     */
    record Unusable(String why) implements UnitState {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * One that can be started, unless it is masked.
     *
     * @param active {@code active}, {@code inactive}, {@code failed} or {@code restarting}; a unit on its way up is
     *     active, one that has ended and that systemd is about to start again is restarting
     * @param enablement whether it starts at boot, in systemd's words: {@code enabled}, {@code disabled},
     *     {@code static}, {@code masked} and so on
     * @param type {@code notify}, {@code oneshot} and so on for services, else the kind of unit: {@code socket}; a
     *     oneshot service that counts as active after its work is {@code oneshot-remains}
     * @param outdated whether its files changed after systemd read them
     */
    record Loaded(Foreseen<String> active, Foreseen<String> enablement, Foreseen<String> type, boolean outdated)
            implements UnitState {
        @Override
        public boolean present() {
            return true;
        }

        /** Whether it runs, or will without anybody's doing. */
        boolean runsOrWill() {
            return active.is("active") || active.is("restarting");
        }

        Loaded withActive(Foreseen<String> now) {
            return new Loaded(now, enablement, type, outdated);
        }

        Loaded withEnablement(Foreseen<String> now) {
            return new Loaded(active, now, type, outdated);
        }

        Loaded withType(Foreseen<String> now) {
            return new Loaded(active, enablement, now, outdated);
        }

        /** As systemd has it after it read all files again. */
        Loaded reread() {
            return new Loaded(active, enablement, type, false);
        }

        boolean masked() {
            return enablement.is("masked") || enablement.is("masked-runtime");
        }
    }

    /** A unit of which nothing is known but that it is there: one that a package promises to bring. */
    static UnitState there(Foreseen<String> active, Foreseen<String> enablement) {
        return new Loaded(active, enablement, new Foreseen.Later<>("the unit is not there yet"), false);
    }
}
