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

    record Result(@Doc("The units, by name.") Map<String, Unit> units) {
        record Unit(
                @Doc("Name of the unit.") String name,

                @Doc("Whether its file was read: loaded, not-found, masked and others.")
                String loadstate,

                @Doc("active, inactive, failed, or what is in between.")
                String activestate,

                @Doc("The same, in the words of its kind.") String substate,

                @Doc("Whether it starts at boot: enabled, disabled and others.")
                String unitfilestate,

                @Doc("Whether its file has changed since it was read, yes or no.")
                String needdaemonreload) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "systemd_info",
                    "Reads the state of systemd units, in systemd's words.",
                    Params.class,
                    new Example("some", "", "unitname: [ssh, systemd-tmpfiles-clean.timer]\n"),
                    new Example("all", "", "{}\n"))
            .returns(Result.class);

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
