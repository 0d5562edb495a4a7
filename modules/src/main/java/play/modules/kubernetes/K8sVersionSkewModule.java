package play.modules.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.module.Control;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.Doc;
import play.param.Matches;

/** Fails where a cluster may not be upgraded to a version. */
public final class K8sVersionSkewModule implements Control<K8sVersionSkewModule.Params> {
    public record Params(
            @Doc("The version of Kubernetes that the cluster is to have.")
            @Matches(value = ProgramVersion.PATTERN, expected = ProgramVersion.EXPECTED)
            String kubernetes,

            @Doc("The version of etcd that it is to have; without it, etcd is not looked at.")
            @Matches(value = ProgramVersion.PATTERN, expected = ProgramVersion.EXPECTED)
            Optional<String> etcd,

            @Doc("What runs: by host, the version of each program by its name (kube-apiserver,"
                    + " kube-controller-manager, kube-scheduler, kubelet, kube-proxy, etcd), as unit_versions tells"
                    + " it.")
            Map<String, Map<String, String>> running) {}

    record Result(
            @Doc("Where another version runs than the one that is wanted: by program, its hosts.")
            Map<String, List<String>> outdated,

            @Doc("The same for people, a line for each program.")
            List<String> plan) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "k8s_version_skew",
                    "Fails unless a cluster that runs may be upgraded to a version: by the version skew policy of"
                            + " Kubernetes and the rules of etcd. Tells which programs on which hosts have another"
                            + " version.",
                    Params.class,
                    new Example(
                            "one minor version",
                            "",
                            "kubernetes: 1.37.2\n"
                                    + "running:\n"
                                    + "  master1: {kube-apiserver: 1.36.4, kube-controller-manager: 1.36.4,"
                                    + " kube-scheduler: 1.36.4}\n"
                                    + "  worker1: {kubelet: 1.36.4, kube-proxy: 1.36.4}\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Verdict evaluate(Params params) {
        List<String> refusals = new ArrayList<>();
        List<VersionSkew.Running> running = new ArrayList<>();
        params.running()
                .forEach((host, programs) -> programs.forEach((program, version) -> ProgramVersion.of(version)
                        .ifPresentOrElse(
                                known -> running.add(new VersionSkew.Running(host, program, known)),
                                () -> refusals.add(unknown(host, program, version)))));
        VersionSkew skew = new VersionSkew(
                running,
                ProgramVersion.of(params.kubernetes()).orElseThrow(),
                params.etcd().flatMap(ProgramVersion::of));
        refusals.addAll(skew.refusals());
        return refusals.isEmpty()
                ? done(skew)
                : new Verdict.Failed(
                        "the cluster is not upgraded to " + params.kubernetes() + ": " + String.join("; ", refusals),
                        Map.of("refusals", refusals));
    }

    private static String unknown(String host, String program, String version) {
        return version.isEmpty()
                ? program + " of " + host + " does not run, so that its version is unknown; see there systemctl status "
                        + program
                : program + " of " + host + " tells '" + version + "', which is no version";
    }

    private static Verdict done(VersionSkew skew) {
        Map<String, List<String>> outdated = new TreeMap<>();
        List<String> plan = new ArrayList<>();
        for (VersionSkew.Spread spread : skew.outdated()) {
            outdated.computeIfAbsent(spread.program(), program -> new ArrayList<>())
                    .addAll(spread.hosts());
            plan.add(spread.program() + " " + spread.version() + " on " + String.join(", ", spread.hosts()));
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("outdated", outdated);
        result.put("plan", plan.stream().sorted().toList());
        return new Verdict.Done(result, Map.of());
    }
}
