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
import play.param.RequiredOneOf;

/** Which versions of programs run as units, whatever is installed by now. */
public final class UnitVersionsModule implements Query<UnitVersionsModule.Params> {
    @RequiredOneOf({"units", "static_pods"})
    public record Params(
            @Doc("The units; without a type they are services. The program of each must take --version and do nothing"
                    + " else then.")
            @Matches(value = UnitName.PATTERN, expected = UnitName.EXPECTED)
            @Default("[]")
            List<String> units,

            @Doc("Static pods of the kubelet in namespace kube-system, by the names of their containers, such as"
                    + " kube-apiserver; /usr/local/bin/crictl asks for them.")
            @Matches(value = "[a-z0-9]([a-z0-9-]*[a-z0-9])?", expected = "a container's name")
            @Default("[]")
            List<String> staticPods) {

        private StateKey<UnitVersions> versions() {
            return new UnitVersions.Family(
                            units.stream().map(UnitName::full).distinct().toList(), staticPods)
                    .key();
        }
    }

    record Result(
            @Doc("The version that runs, by the name that the unit or the pod was asked by, such as 1.36.4; empty where"
                    + " it does not run.")
            Map<String, String> versions) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "unit_versions",
                    "Reads which versions of programs run as units or static pods: it is the running executable that is"
                            + " asked, not what has been installed since.",
                    Params.class,
                    new Example("a node", "", "units: [kubelet, kube-proxy]\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.versions());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(params.versions()), seen -> {
            Map<String, @Nullable Object> versions = new LinkedHashMap<>();
            params.units().forEach(unit -> versions.put(unit, seen.versions().getOrDefault(UnitName.full(unit), "")));
            params.staticPods().forEach(pod -> versions.put(pod, seen.versions().getOrDefault(pod, "")));
            return new Answer.Found(Map.of("versions", versions));
        });
    }
}
