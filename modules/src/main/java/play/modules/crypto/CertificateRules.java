package play.modules.crypto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.rule.Findings;
import play.rule.Given;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.RuleSet;
import play.rule.TextFile;
import play.source.Located;

/** Rules on certificates and who trusts them. */
public final class CertificateRules implements RuleSet {
    @Override
    public List<LintRule<Project>> rules() {
        return List.of(
                LintRule.error("certificate-issuer", "Certificate issued by another CA", CertificateRules::issuers),
                LintRule.error("certificate-name", "Certificate name is not allowed", CertificateRules::names));
    }

    /** What certificates are put where: the path, and what a parameter of the task is given. */
    private static Map<String, Located<String>> made(Project project, String path, String told) {
        Map<String, Located<String>> made = new LinkedHashMap<>();
        project.calls(CertgenModule.class)
                .forEach(call -> call.given(path)
                        .flatMap(Given::literalText)
                        .ifPresent(where -> call.given(told)
                                .flatMap(Given::text)
                                .ifPresent(text -> made.putIfAbsent(where, text))));
        return made;
    }

    private static void issuers(Project project, Findings findings) {
        Map<String, Located<String>> trusted = made(project, "ca_dest", "issuer");
        Map<String, Located<String>> issued = made(project, "cert_dest", "issuer");
        Pattern server = Pattern.compile("(?m)(?:--cert-file[= ]|^\\s*ETCD_CERT_FILE=)\"?([^\\s\"\\\\]+)");
        List<Located<String>> servers = project.files().stream()
                .flatMap(file -> file.find(server))
                .flatMap(hit -> Stream.ofNullable(issued.get(hit.group(1))))
                .toList();
        project.files().stream().flatMap(file -> file.flags("etcd-cafile")).forEach(hit -> {
            @Nullable Located<String> authority = trusted.get(hit.group(2));
            servers.stream()
                    .filter(issuer -> authority != null && !issuer.value().equals(authority.value()))
                    .findFirst()
                    .ifPresent(issuer -> findings.report(
                            hit.place(2),
                            "The API server trusts the CA '" + (authority == null ? "" : authority.value())
                                    + "' for etcd, whose certificate is issued by '" + issuer.value()
                                    + "': connections will fail.",
                            "issued here",
                            issuer.span()));
        });
    }

    private static void names(Project project, Findings findings) {
        Map<String, Located<String>> named = made(project, "cert_dest", "cn");
        List<TextFile.Hit> allowed = project.files().stream()
                .flatMap(file -> file.flags("requestheader-allowed-names"))
                .toList();
        project.files().stream()
                .flatMap(file -> file.flags("proxy-client-cert-file"))
                .forEach(hit -> {
                    @Nullable Located<String> name = named.get(hit.group(2));
                    allowed.stream()
                            .filter(flag -> name != null
                                    && !name.value().contains("{{")
                                    && !List.of(flag.group(2).split(",")).contains(name.value()))
                            .findFirst()
                            .ifPresent(flag -> findings.report(
                                    flag.place(2),
                                    "The API server shows extension servers a certificate for '"
                                            + (name == null ? "" : name.value()) + "', which they would refuse: only '"
                                            + flag.group(2) + "' is allowed.",
                                    "the certificate's name",
                                    name == null ? flag.place(2) : name.span()));
                });
    }
}
