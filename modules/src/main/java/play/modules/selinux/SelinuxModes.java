package play.modules.selinux;

import java.util.List;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Reads {@link SelinuxMode}. */
record SelinuxModes() implements StateFamily<SelinuxMode> {
    @Override
    public String name() {
        return "selinux";
    }

    @Override
    public Class<SelinuxMode> type() {
        return SelinuxMode.class;
    }

    /** The kernel tells it. */
    @Override
    public Place under() {
        return Place.NOWHERE;
    }

    @Override
    public Script read(List<StateKey<SelinuxMode>> keys) {
        return Script.of("if [ -e /sys/fs/selinux/enforce ]; then cat /sys/fs/selinux/enforce; else echo off; fi");
    }

    @Override
    public Told<SelinuxMode> told(List<StateKey<SelinuxMode>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("/sys/fs/selinux/enforce could not be read");
        SelinuxMode mode = switch (result.out().strip()) {
            case "1" -> SelinuxMode.ENFORCING;
            case "0" -> SelinuxMode.PERMISSIVE;
            case "off" -> SelinuxMode.OFF;
            case String other -> throw UnknownStateException.expected("0, 1 or off", other);
        };
        return (index, id) -> mode;
    }
}
