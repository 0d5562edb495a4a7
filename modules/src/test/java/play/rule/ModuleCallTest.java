package play.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.modules.commands.CommandModule;
import play.modules.files.CopyModule;
import play.modules.files.FileModule;
import play.source.Located;
import play.source.SourceFile;
import play.source.Span;

class ModuleCallTest {
    private static final Span PLACE = new SourceFile("site.yml", "x").whole();

    private static ModuleCall<?> call(TaskModule<?> module, Map<String, Object> arguments) {
        Map<Located<String>, Given> given = new LinkedHashMap<>();
        arguments.forEach((name, value) -> given.put(
                new Located<>(name, PLACE),
                new Given(
                        value instanceof List ? Optional.empty() : Optional.of(String.valueOf(value)),
                        String.valueOf(value).contains("{{") ? Optional.empty() : Optional.of(value),
                        PLACE,
                        List.of(),
                        Map.of())));
        return new ModuleCall<>(module, PLACE, given, false);
    }

    @Test
    void aParameterIsFoundByItsOtherNames() {
        ModuleCall<?> call = call(new FileModule(), Map.of("dest", "/srv/a"));
        assertEquals(
                Optional.of("/srv/a"), call.given("path").flatMap(Given::text).map(Located::value));
    }

    /** A rule that asks for a parameter by a wrong name would find nothing for ever. */
    @Test
    void aParameterThatTheModuleDoesNotHaveIsRefused() {
        ModuleCall<?> call = call(new FileModule(), Map.of("path", "/srv/a"));
        assertEquals(
                "file has no parameter 'objects'",
                assertThrows(IllegalArgumentException.class, () -> call.given("objects"))
                        .getMessage());
    }

    @Test
    void aLiteralIsWhatTheModuleGets() {
        ModuleCall<?> literal = call(new FileModule(), Map.of("state", "directory"));
        assertEquals(Optional.of(FileModule.State.DIRECTORY), literal.value("state", FileModule.State.class));
        for (String text : List.of("{{ state }}", "no such state")) {
            ModuleCall<?> other = call(new FileModule(), Map.of("state", text));
            assertEquals(Optional.empty(), other.value("state", FileModule.State.class));
        }
    }

    @Test
    void aCommandIsATextOrWords() {
        assertEquals(
                Optional.of("rm -f {{ path }}"),
                call(new CommandModule(), Map.of("cmd", "rm -f {{ path }}"))
                        .command()
                        .map(Located::value));
        assertEquals(
                Optional.of("rm -f /a"),
                call(new CommandModule(), Map.of("argv", List.of("rm", "-f", "/a")))
                        .command()
                        .map(Located::value));
        assertEquals(
                Optional.empty(),
                call(new CopyModule(), Map.of("content", "rm")).command());
    }

    @Test
    void onlyOneModuleIsToBeUsedInsteadOfACommand() {
        Map<String, Map<String, List<String>>> commands = Map.of(
                "openssl",
                Map.of(
                        "openssl genpkey -algorithm ED25519 -out /etc/k.pem", List.of("openssl_privatekey"),
                        "openssl pkey -in /etc/k.pem -pubout -out /etc/k.pub", List.of("openssl_publickey"),
                        "openssl rsa -out /etc/k.pub -pubout -in /etc/k.pem", List.of("openssl_publickey"),
                        "openssl pkey -in /etc/k.pem -pubout", List.of(),
                        "openssl req -new -key /etc/k.pem -out /etc/r.csr", List.of("openssl_csr"),
                        "openssl req -in /etc/r.csr -noout -text", List.of(),
                        "openssl req -x509 -newkey rsa:2048 -out /etc/c.pem", List.of("x509_certificate"),
                        "openssl x509 -req -in /etc/r.csr -out /etc/c.pem", List.of("x509_certificate"),
                        "openssl x509 -in /etc/c.pem -noout -enddate", List.of(),
                        "openssl rand -hex 16", List.of()),
                "rpm",
                Map.of(
                        "rpm --import https://example.org/key", List.of("rpm_key"),
                        "rpm -i tree.rpm", List.of("package"),
                        "rpm -e tree", List.of("package"),
                        "rpm -q tree", List.of()),
                "semanage",
                Map.of(
                        "semanage port -a -t http_port_t -p tcp 81", List.of("seport"),
                        "semanage fcontext -a -t httpd_sys_content_t /srv", List.of("sefcontext"),
                        "semanage port -l", List.of(),
                        "semanage boolean -m --on a", List.of()),
                "tar",
                Map.of(
                        "tar -xzf /srv/a.tgz -C /srv/conf", List.of("unarchive"),
                        "tar -C / -xf a.tar", List.of("unarchive"),
                        "tar czf /srv/a.tgz /srv/x", List.of("archive"),
                        "tar -C /srv -czf /srv/a.tgz x", List.of("archive"),
                        "tar --create --file=a.tar x", List.of("archive"),
                        "tar -tf a.tar", List.of()),
                "docker",
                Map.of(
                        "docker run -d --name web nginx", List.of("docker_container"),
                        "docker container rm web", List.of("docker_container"),
                        "docker image rm web", List.of("docker_image"),
                        "docker pull nginx", List.of("docker_image"),
                        "docker network create web", List.of("docker_network"),
                        "docker volume rm data", List.of("docker_volume"),
                        "docker exec web ls", List.of(),
                        "docker ps", List.of()),
                "podman",
                Map.of(
                        "podman rm web", List.of("docker_container"),
                        "podman network rm web", List.of("docker_network"),
                        "podman inspect web", List.of()),
                "flatpak",
                Map.of(
                        "flatpak install -y flathub org.gnome.gedit", List.of("flatpak"),
                        "flatpak remote-add flathub https://example.org/repo", List.of("flatpak_remote"),
                        "flatpak list", List.of()),
                "zypper",
                Map.of(
                        "zypper -n install nginx", List.of("package"),
                        "zypper ar https://example.org/repo x", List.of("zypper_repository"),
                        "zypper se nginx", List.of()),
                "systemctl",
                Map.of(
                        "systemctl restart nginx", List.of("systemd"),
                        "systemctl stop reboot-notifier", List.of("systemd"),
                        "systemctl reboot", List.of("reboot"),
                        "systemctl --no-wall reboot", List.of("reboot"),
                        "systemctl poweroff", List.of(),
                        "systemctl is-system-running", List.of()));
        assertEquals(commands.keySet(), sharedPrograms());
        commands.forEach((program, modules) ->
                modules.forEach((command, names) -> assertEquals(names, insteadOf(program, command), command)));
    }

    /** The programs that several modules are used instead of, each for commands of its own. */
    private static Set<String> sharedPrograms() {
        Set<String> seen = new HashSet<>();
        return ModuleRegistry.installed().all().stream()
                .flatMap(module -> module.spec().insteadOf().stream())
                .map(ModuleSpec.Program::name)
                .filter(program -> !seen.add(program))
                .collect(Collectors.toSet());
    }

    private static List<String> insteadOf(String program, String command) {
        return ModuleRegistry.installed().all().stream()
                .map(TaskModule::spec)
                .filter(spec -> spec.insteadOf().stream().anyMatch(use -> use.covers(program, command)))
                .<String>map(ModuleSpec::name)
                .toList();
    }
}
