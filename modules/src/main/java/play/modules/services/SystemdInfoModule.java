package play.modules.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** What systemd says of units, in its own words. */
public final class SystemdInfoModule implements Query<SystemdInfoModule.Params> {
    public record Params(
            @Doc("The units; without a type they are services. If none is given, all that systemd has loaded.")
            @Matches(value = UnitName.PATTERN, expected = UnitName.EXPECTED)
            @Default("[]")
            List<String> unitname) {
        private StateKey<ShownUnits> shown() {
            return new ShownUnits.Family(
                            unitname.stream().map(UnitName::full).distinct().toList())
                    .key();
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "systemd_info",
            "Reads the state of systemd units; the result has units, by name: loadstate, activestate, substate,"
                    + " unitfilestate and needdaemonreload (yes or no), in systemd's words.",
            Params.class,
            new Example("some", "", "unitname: [ssh, systemd-tmpfiles-clean.timer]\n"),
            new Example("all", "", "{}\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.shown());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(params.shown()), shown -> {
            Map<String, @Nullable Object> units = new LinkedHashMap<>(shown.units());
            return new Answer.Found(Map.of("units", units));
        });
    }
}
