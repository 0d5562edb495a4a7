package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an API server leaves out of an object of its own kinds: values that mean the same as none. It writes an object
 * anew from its own types, in which these fields are marked to be omitted while they are empty, and then nobody owns
 * them. Which fields these are is told by the types of Kubernetes 1.36 ({@code omitempty} of what is no pointer) and
 * was seen on a server. Kinds that a definition has brought keep all that they are given.
 */
final class OmittedZeros {
    private static final Set<String> GROUPS = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "autoscaling",
            "batch",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io");
    private static final Set<String> FALSE = Set.of(
            "globalDefault",
            "hostIPC",
            "hostNetwork",
            "hostPID",
            "insecureSkipTLSVerify",
            "paused",
            "publishNotReadyAddresses",
            "stdin",
            "stdinOnce",
            "tty",
            "unschedulable");
    private static final Pattern NOT_READ_ONLY = Pattern.compile("\\bvolumeMounts\\[\\d+]\\.readOnly$");
    private static final Set<String> ZERO = Set.of("initialDelaySeconds", "minReadySeconds");
    private static final Set<String> EMPTY = Set.of(
            "add",
            "annotations",
            "args",
            "binaryData",
            "command",
            "data",
            "drop",
            "env",
            "envFrom",
            "externalIPs",
            "finalizers",
            "hostAliases",
            "imagePullSecrets",
            "initContainers",
            "labels",
            "limits",
            "loadBalancerSourceRanges",
            "matchExpressions",
            "matchLabels",
            "mountOptions",
            "nodeSelector",
            "nonResourceURLs",
            "ownerReferences",
            "requests",
            "resourceNames",
            "secrets",
            "subjects",
            "supplementalGroups",
            "sysctls",
            "tolerations",
            "topologySpreadConstraints",
            "volumeClaimTemplates",
            "volumeDevices",
            "volumeMounts",
            "volumes",
            "webhooks");

    /** With where they stand, for a ConfigMap may have keys of any name. */
    private static final Pattern NO_TEXT = Pattern.compile(String.join(
            "|",
            "\\bspec\\.(?:externalName|loadBalancerIP)$",
            "\\bspec\\.(?:hostname|nodeName|priorityClassName|serviceAccountName|subdomain)$",
            "[cC]ontainers\\[\\d+]\\.workingDir$",
            "\\bvolumeMounts\\[\\d+]\\.subPath$",
            "\\b(?:env|tolerations)\\[\\d+]\\.value$",
            "\\btolerations\\[\\d+]\\.(?:effect|key)$"));

    private OmittedZeros() {}

    /** Whether objects of this version are of the server's own kinds. */
    static boolean applyTo(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return GROUPS.contains(slash < 0 ? "" : apiVersion.substring(0, slash));
    }

    /**
     * Whether a field is left out.
     *
     * @param path where it stands: {@code spec.template.spec.hostNetwork}
     * @param name the last part of it
     */
    static boolean omits(String path, String name, JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN ->
                !value.booleanValue()
                        && (FALSE.contains(name) || NOT_READ_ONLY.matcher(path).find());
            case NUMBER -> value.longValue() == 0 && ZERO.contains(name);
            case ARRAY, OBJECT -> value.isEmpty() && EMPTY.contains(name);
            case STRING -> value.asText().isEmpty() && NO_TEXT.matcher(path).find();
            default -> false;
        };
    }
}
