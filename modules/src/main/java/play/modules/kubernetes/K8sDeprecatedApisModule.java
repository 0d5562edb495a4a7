package play.modules.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** Which APIs that clients still ask for a version of Kubernetes does not have. */
public final class K8sDeprecatedApisModule implements Query<K8sDeprecatedApisModule.Params> {
    public record Params(
            @Doc("The version that is asked about.")
            @Matches(value = ProgramVersion.PATTERN, expected = ProgramVersion.EXPECTED)
            String kubernetes,

            @Doc("The kubeconfig, a path on the host.") @HostPath
            String kubeconfig,

            @Doc("URL of the API server, in place of the kubeconfig's: each tells only what it was asked itself.")
            @Matches(value = "https://[^\\s]+", expected = "an https URL")
            Optional<String> server,

            @Doc("The kubectl program on the host.") @HostPath @Default("/usr/local/bin/kubectl")
            String kubectl) {

        private StateKey<DeprecatedApis> apis() {
            return new DeprecatedApis.Family(new KubeClient(
                            Optional.empty(),
                            kubectl,
                            Optional.of(kubeconfig),
                            server,
                            Optional.empty(),
                            Optional.empty()))
                    .key();
        }
    }

    record Result(
            @Doc("Those that the version does not have any more: flowschemas of flowcontrol.apiserver.k8s.io/v1beta3.")
            List<String> removed,

            @Doc("Those that it still has, and a later one will not.")
            List<String> deprecated) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "k8s_deprecated_apis",
                    "Reads which deprecated APIs clients have asked an API server for since it started (its metric"
                            + " apiserver_requested_deprecated_apis), and which of them a version of Kubernetes has"
                            + " removed.",
                    Params.class,
                    new Example(
                            "one server",
                            "",
                            "kubernetes: 1.37.2\n"
                                    + "kubeconfig: /etc/kubernetes/admin.conf\n"
                                    + "server: https://192.0.2.10:6443\n"))
            .inGroups(KubeAccess.GROUPS)
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.apis());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        ProgramVersion version = ProgramVersion.of(params.kubernetes()).orElseThrow();
        return Answer.on(
                known.of(params.apis()),
                seen -> new Answer.Found(Map.of(
                        "removed",
                        seen.apis().stream()
                                .filter(api -> api.isGoneIn(version))
                                .map(DeprecatedApis.Api::toString)
                                .distinct()
                                .sorted()
                                .toList(),
                        "deprecated",
                        seen.apis().stream()
                                .filter(api -> !api.isGoneIn(version))
                                .map(DeprecatedApis.Api::toString)
                                .distinct()
                                .sorted()
                                .toList())));
    }
}
