package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.param.Doc;
import play.result.ResultType;
import play.result.When;

/**
 * What modules return in a run is what they say. They act on a directory of this machine; the programs that ask
 * services are stand-ins, which answer as the real ones did. What only a host of the lab can run is held to it by
 * {@link ModuleContract}.
 */
class ReturnsTest {
    private static final String CA = "certgen_ca: {name: ca, cluster: y, cert_dest: DIR/ca.crt}";

    /** Leaves a certificate that lasts, and the request for it. */
    private static final String CERTIFICATE = "shell: cd DIR && openssl req -x509 -newkey ec -pkeyopt"
            + " ec_paramgen_curve:P-256 -nodes -keyout k -subj /CN=a -days 90 -out c.pem && openssl req -new -key k"
            + " -subj /CN=a -out r.csr";

    private static final StandIns standIns = new StandIns();

    @TempDir
    Path folder = Path.of("/");

    @AfterAll
    static void stop() {
        standIns.close();
    }

    static String module(String task) {
        String last = task.substring(task.lastIndexOf('\n') + 1);
        return last.substring(0, last.indexOf(':'));
    }

    /** Leaves a job that has ended. */
    private static final String JOB = "shell: mkdir -p ~/.play_async/j0.0 && cd ~/.play_async/j0.0 && touch out err &&"
            + " printf x >title && printf no >changing && printf no >late && printf 0 >code";

    private static final List<String> TASKS = List.of(
            "stat: {path: DIR/there}",
            "stat: {path: DIR/there, get_checksum: false, get_selinux_context: true}",
            "stat: {path: DIR/folder}",
            "stat: {path: DIR/link}",
            "stat: {path: /dev/null}",
            "stat: {path: DIR/nothing}",
            "command: echo x",
            "command: {cmd: echo x, creates: DIR/there}",
            "shell: echo x; echo y >&2",
            "shell: {cmd: echo x, creates: DIR/there}",
            "raw: echo x; echo y >&2",
            "script: bin/etcdctl version || true",
            "script: {cmd: bin/etcdctl, creates: DIR/there}",
            "slurp: {src: DIR/there}",
            JOB + "\nasync_status: {jid: j0.0}",
            JOB + " && printf '{\"stat\":1}' >result\nasync_status: {jid: j0.0}",
            JOB + "\nasync_status: {jid: j0.0, mode: cleanup}",
            "copy: {content: x, dest: DIR/new}",
            "copy: {src: there, dest: DIR/folder/}",
            "copy: {content: \"one\\ntwo\\n\", dest: DIR/there}",
            "copy: {src: there, dest: DIR/link, force: false}",
            "copy: {content: x, dest: DIR/there, backup: true}",
            "copy: {src: folder, dest: DIR/new}",
            "copy: {src: DIR/folder/, remote_src: true, dest: DIR/new}",
            "assemble: {src: DIR/bin, dest: DIR/there, regexp: nothing, backup: true}",
            "assemble: {src: DIR/bin, dest: DIR/new}",
            "known_hosts: {name: a, key: a ssh-rsa AAAA, path: DIR/new}",
            "known_hosts: {name: no-such-server.invalid, state: absent}",
            "tempfile: {path: DIR}",
            "template: {src: t.j2, dest: DIR/new}",
            "template: {src: t.j2, dest: DIR/there, backup: true}",
            "template: {src: t.j2, dest: DIR/link, force: false}",
            "file: {path: DIR/new, state: directory}",
            "file: {path: DIR/new, state: touch}",
            "file: {path: DIR/new, state: link, src: there}",
            "file: {path: DIR/there, state: absent}",
            "file: {path: DIR/there, mode: '0600'}",
            "lineinfile: {path: DIR/there, line: three, backup: true}",
            "lineinfile: {path: DIR/link, line: one}",
            "lineinfile: {path: DIR/there, line: one, state: absent}",
            "blockinfile: {path: DIR/there, block: three, backup: true}",
            "blockinfile: {path: DIR/link, state: absent}",
            "replace: {path: DIR/there, regexp: n, replace: x, backup: true}",
            "replace: {path: DIR/link, regexp: nothing}",
            "find: {paths: DIR, file_type: any, get_checksum: true}",
            "fetch: {src: DIR/there, dest: DIR/got}",
            "fetch: {src: DIR/nothing, dest: DIR/got, fail_on_missing: false}",
            "ini_file: {path: DIR/there, section: a, option: b, value: c, backup: true}",
            "ini_file: {path: DIR/link, section: a, state: absent}",
            "copy: {dest: DIR/rules, content: 'auth required pam_a.so'}\n"
                    + "pamd: {name: rules, path: DIR, type: auth, control: required, module_path: pam_a.so,"
                    + " state: absent, backup: true}",
            "pamd: {name: link, path: DIR, type: auth, control: required, module_path: pam_a.so, state: absent}",
            "cron: {name: a, job: b, user: root, cron_file: DIR/there, backup: true}",
            "cron: {name: a, job: b}",
            "command: git init -q --bare DIR/origin\n" + "git: {repo: DIR/origin, dest: DIR/copy, bare: true}",
            "mount: {path: DIR/new, src: tmpfs, fstype: tmpfs, state: present, fstab: DIR/there, backup: true}",
            "mount: {path: DIR/new, state: absent_from_fstab, fstab: DIR/there}",
            "yum_repository: {name: a, description: b, baseurl: 'file:///c', reposdir: DIR}",
            "ping: {data: x}",
            "wait_for_connection: {}",
            "selinux: {state: permissive, configfile: DIR/there, policy: targeted}",
            "wait_for: {path: DIR/there, search_regex: '(o)ne'}",
            "wait_for: {port: PORT}",
            "uri: {url: 'http://127.0.0.1:PORT/', return_content: true}",
            "uri: {url: 'http://127.0.0.1:PORT/', method: POST, body: {a: 1}, return_content: true}",
            "uri: {url: 'http://127.0.0.1:PORT/page', dest: DIR/page}",
            "http_request: {url: 'http://127.0.0.1:PORT/', method: POST, return_content: true}",
            "get_url: {url: 'http://127.0.0.1:PORT/x', checksum: none, dest: DIR/new}",
            "get_url: {url: 'http://127.0.0.1:PORT/x', force: true, backup: true, dest: DIR/there}",
            "command: tar -C DIR -cf DIR/x.tar there\nunarchive: {src: DIR/x.tar, remote_src: true, dest: DIR/folder,"
                    + " list_files: true}",
            "archive: {path: DIR/folder, dest: DIR/x.tgz}",
            "archive: {path: DIR/there}",
            "archive: {path: DIR/nothing, dest: DIR/x.tgz}",
            "shell: echo '<a/>' >DIR/x.xml\nxml: {path: DIR/x.xml, xpath: /a/b, value: c, backup: true}",
            "shell: echo '<a/>' >DIR/x.xml; ln -sf x.xml DIR/l.xml\nxml: {path: DIR/l.xml, xpath: /a, count: true}",
            "shell: echo '<a/>' >DIR/x.xml\nxml: {path: DIR/x.xml, xpath: /a, content: text}",
            "authorized_key: {user: root, key: ssh-ed25519 AAAA, path: DIR/there, state: absent}",
            "group: {name: root}",
            "group: {name: nobody-has-this, state: absent}",
            "user: {name: root, generate_ssh_key: true, ssh_key_file: DIR/there}",
            "user: {name: root, password: '!', update_password: on_create}",
            "user: {name: nobody-has-this, state: absent}",
            "pause: {seconds: 0}",
            "pause: {prompt: Go on?}",
            "add_host: {name: a, groups: [b], c: 1}",
            "group_by: {key: a}",
            "set_stats: {data: {a: 1}}",
            "clock_info: {}",
            "disk_latency: {path: DIR, limit: 10000}",
            "locale_gen: {name: C}",
            "listen_ports_facts: {}",
            "generated_secret: {name: x, cluster: y}",
            CA,
            "certgen_keypair: {name: pair, cluster: y, public_dest: DIR/pair.pub, key_dest: DIR/pair.key}",
            CA + "\ncertgen: {name: a, cluster: y, issuer: ca, cn: a, san: [a], usage: server, cert_dest: DIR/a.crt,"
                    + " key_dest: DIR/a.key}",
            CA + "\nkubeconfig: {name: a, cluster: y, issuer: ca, cn: a, server: 'https://a:6443', dest: DIR/a.conf}",
            "systemd: {name: web, state: started, enabled: true}",
            "systemd: {name: nothing, state: stopped}",
            "systemd_info: {unitname: [web]}",
            "service_facts: {}",
            "package_facts: {manager: [apt, rpm], strategy: all}",
            "getent: {database: passwd, key: root}",
            "setup: {}",
            "container_image: {name: 'localhost/pause:1.0.0', archive: DIR/there, ctr: DIR/bin/ctr}",
            "container_image: {name: 'localhost/nothing:1.0.0', state: absent, ctr: DIR/bin/ctr}",
            "etcdctl: {key: /example, value: one, ETCD}",
            "etcdctl: {key: /nothing, state: absent, ETCD}",
            "etcdctl_get: {key: /example, ETCD}",
            "etcdctl_get: {key: /nothing, ETCD}",
            "etcdctl_encryption: {ETCD}",
            "etcdctl_health: {ETCD}",
            "etcdctl_hashkv: {ETCD}",
            "etcdctl_member_add: {name: one, peer_urls: ['http://127.0.0.1:2380'], ETCD}",
            "etcdctl_member_list: {ETCD}",
            "etcdctl_alarm_list: {ETCD}",
            "file: {path: DIR/bin/full, state: touch}\netcdctl_alarm_list: {ETCD}",
            "etcdctl_snapshot: {dest: DIR/snapshot, ETCD}",
            "etcdutl_snapshot_status: {src: DIR/there, etcdutl: DIR/bin/etcdutl}",
            "etcdutl_snapshot_trial: {src: DIR/there, dir: DIR, bin: DIR/bin}",
            "backup_save: {dest: DIR/backup, cluster: y, snapshot: DIR/there, password: open sesame}",
            "unit_versions: {units: [web]}",
            "unit_stale: {unit: web, files: [/etc/hostname]}",
            "unit_arguments: {unit: shell, program: DIR/bin/etcdctl}",
            "k8s_version_skew: {kubernetes: 1.37.2, running: {one: {kubelet: 1.36.4}}}",
            "k8s_deprecated_apis: {kubernetes: 1.37.2, KUBE}",
            "k8s_drain_trial: {node: one, KUBE}",
            "k8s_info: {kind: Node, KUBE}",
            "k8s_info: {kind: Nothing, KUBE}",
            "k8s_gate: {leases: [kube-scheduler], KUBE}",
            "k8s_gate: {nodes: {names: [one]}, csrs: [{signer_name: kubernetes.io/kubelet-serving, username:"
                    + " 'system:node:one'}], KUBE}",
            "kubectl_rewrite: {resources: [secrets], KUBE}",
            "kubectl_rollout: {action: restart, kind: Deployment, name: web, namespace: default, KUBE}",
            "helm: {name: web, chart_ref: DIR/folder, values: {replicas: 2}, HELM}",
            "helm: {name: gone, release_state: absent, HELM}",
            "postgresql_query: {query: SELECT id FROM users}",
            "postgresql_query: {query: SHOW server_version}",
            "postgresql_query: {query: UPDATE users SET id = 1}",
            "mysql_query: {query: SELECT id FROM users}",
            "mysql_query: {query: UPDATE users SET id = 1}",
            "helm_info: {name: web, HELM}",
            "helm_info: {name: gone, HELM}",
            "helm_rollback: {name: web, revision: 1, HELM}",
            "docker_image_pull: {name: app, docker_cli: DIR/bin/docker}",
            "docker_image_pull: {name: app, pull: not_present, docker_cli: DIR/bin/docker}",
            CERTIFICATE + "\nacme_certificate: {account_key_src: DIR/k, csr: DIR/r.csr, dest: DIR/c.pem,"
                    + " acme_directory: 'http://127.0.0.1:PORT/acme/dir'}",
            CERTIFICATE + "\nacme_certificate: {account_key_src: DIR/k, csr: DIR/r.csr, dest: DIR/none.pem,"
                    + " acme_directory: 'http://127.0.0.1:PORT/acme/dir'}",
            "cephdeploy_health: {except: [MON_DISK_LOW], client: {fsid: 0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e}}",
            "synchronize: {src: DIR/folder/, dest: DIR/copied, link_dest: [DIR/old]}",
            CA + "\ncertgen_audit: {paths: [DIR/ca.crt]}",
            CA + "\ncertgen_issuers: {paths: [DIR/ca.crt]}");

    private static final List<Boolean> RUNS = List.of(true, false, false);

    @TestFactory
    List<DynamicNode> modulesReturnWhatTheySay() {
        ModuleRegistry modules = ModuleRegistry.installed();
        Map<String, Set<String>> missing = new TreeMap<>();
        List<DynamicNode> tests = new ArrayList<>();
        for (int number = 0; number < TASKS.size(); number++) {
            String task = TASKS.get(number);
            Path own = folder.resolve(String.valueOf(number));
            tests.add(dynamicTest(task, () -> {
                StandIns.prepare(Files.createDirectory(own));
                for (boolean check : RUNS) {
                    StandIns.Returned returned = standIns.run(modules, own, task, check);
                    assertEquals(List.of(), returned.faults(), check ? "in a dry run" : "in a run");
                    missing.computeIfAbsent(returned.module(), name -> ReturnedFields.sometimes(returned.told()))
                            .removeAll(ReturnedFields.sometimes(returned.told(), returned.result()));
                }
            }));
        }
        tests.add(dynamicTest("what is there only sometimes is there in some run", () -> {
            missing.values().removeIf(Set::isEmpty);
            assertEquals(Map.of(), missing);
        }));
        return tests;
    }

    /** Resources that need a host of the lab, where the contract of their examples holds them to it. */
    private static final Set<String> IN_THE_LAB = Set.of(
            "acl",
            "apt_key",
            "apt_repository",
            "artifact",
            "artifact_bundle",
            "cephdeploy_osd",
            "container_images",
            "deb822_repository",
            "debconf",
            "docker_compose_v2",
            "docker_container",
            "docker_image",
            "docker_image_build",
            "docker_network",
            "docker_volume",
            "dpkg_selections",
            "flatpak",
            "flatpak_remote",
            "gem",
            "hostname",
            "iptables",
            "kubectl-apply",
            "lvol",
            "mysql_db",
            "mysql_user",
            "mysql_variables",
            "openssh_keypair",
            "openssl_csr",
            "openssl_dhparam",
            "openssl_pkcs12",
            "openssl_privatekey",
            "openssl_publickey",
            "package",
            "parted",
            "pip",
            "postgresql_schema",
            "postgresql_set",
            "postgresql_user",
            "seboolean",
            "sefcontext",
            "seport",
            "ufw",
            "wireguard_key",
            "x509_certificate",
            "x509_crl",
            "zypper_repository");

    /** What takes its host down, and is held to its record by {@code PlayOverSshTest}. */
    private static final Set<String> BOOTS = Set.of("reboot");

    @Test
    void everyRecordIsHeldToAResult() {
        Set<String> tried = TASKS.stream().map(ReturnsTest::module).collect(Collectors.toSet());
        tried.addAll(BOOTS);
        Set<String> others = new TreeSet<>();
        for (TaskModule<?> module : ModuleRegistry.installed().all()) {
            String name = module.spec().name();
            if (module.spec().returns().isPresent() && !tried.contains(name)) {
                assertTrue(module instanceof Resource, () -> name + " is tried nowhere");
                others.add(name);
            }
        }
        assertEquals(new TreeSet<>(IN_THE_LAB), others);
    }

    /** Says more than it returns, and returns more than it says. */
    private static final class Liar implements Query<Liar.Params> {
        record Params() {}

        record Part(@Doc("Said to be a number.") long number) {}

        record Result(
                @Doc("Never there.") String always,

                @Doc("Never there either.") @When("it is a good day")
                Optional<String> sometimes,

                @Doc("With more than is said.") Part part,
                @Doc("A list.") List<Part> parts) {}

        @Override
        public ModuleSpec<Params> spec() {
            return ModuleSpec.of("liar", "Lies about its result.", Params.class).returns(Result.class);
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of();
        }

        @Override
        public Answer answer(Params params, Knowledge known) {
            return new Answer.Found(Map.of(
                    "part", Map.of("number", "many", "other", 1L), "parts", List.of(Map.of()), "msg", "x", "more", 1L));
        }
    }

    @Test
    void aModuleThatLiesOfItsResultIsFoundOut() throws Exception {
        List<TaskModule<?>> all = new ArrayList<>(ModuleRegistry.installed().all());
        all.add(new Liar());
        StandIns.prepare(folder);
        StandIns.Returned returned = standIns.run(new ModuleRegistry(all), folder, "liar:", false);
        assertEquals(Set.of("sometimes"), ReturnedFields.sometimes(returned.told()));
        assertEquals(Set.of(), ReturnedFields.sometimes(returned.told(), returned.result()));
        assertEquals(
                List.of(
                        "'part.number' is no integer but many",
                        "it does not return 'always', which its record always has",
                        "it does not return 'parts[].number', which its record always has",
                        "it returns 'more', of which its record knows nothing",
                        "it returns 'part.other', of which its record knows nothing"),
                returned.faults().stream().sorted().toList());
    }

    @Test
    void everyFieldOfAResultIsDocumented() {
        for (TaskModule<?> module : ModuleRegistry.installed().all()) {
            module.spec().returns().ifPresent(fields -> documented(module.spec().name(), fields));
        }
    }

    private static void documented(String place, ResultType type) {
        switch (type) {
            case ResultType.Fields fields ->
                fields.fields().forEach(field -> {
                    String where = place + "." + field.name();
                    assertTrue(field.doc().endsWith("."), () -> where + " has no sentence: " + field.doc());
                    documented(where, field.type());
                });
            case ResultType.Items(ResultType each) -> documented(place, each);
            case ResultType.Keyed(ResultType each) -> documented(place, each);
            case ResultType.Scalar scalar -> {}
            case ResultType.Any any -> {}
        }
    }
}
