package play.galaxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import play.cli.PlayCommand;

/** {@code play galaxy install}, from servers, archives and repositories of this machine. */
class GalaxyCommandTest {
    @TempDir
    Path folder;

    private PlayCommand.Said install(String requirements, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("requirements.yml"), requirements);
        List<String> words = new ArrayList<>(List.of("galaxy", "install", "-r", file.toString()));
        words.addAll(List.of("-p", folder.resolve("roles").toString()));
        words.addAll(List.of("--collections-path", folder.resolve("collections").toString()));
        words.addAll(List.of(options));
        return PlayCommand.run(words.toArray(String[]::new));
    }

    private void fine(PlayCommand.Said said, String... lines) {
        assertEquals("", said.err());
        assertEquals(
                List.of(lines),
                said.out()
                        .lines()
                        .map(line -> line.replace(folder.toString(), "F"))
                        .toList());
        assertEquals(0, said.code());
    }

    private static void refused(PlayCommand.Said said, String words) {
        assertEquals(4, said.code(), said::out);
        assertTrue(said.err().contains(words), said::err);
    }

    private String content(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static byte[] role(String word) throws IOException {
        return new Tars()
                .file("web-1.0/tasks/main.yml", "- debug: {msg: " + word + "}\n")
                .link("web-1.0/tasks/same.yml", "main.yml")
                .gzipped();
    }

    private Path repository(String name) throws IOException, InterruptedException {
        Path repository = Files.createDirectory(folder.resolve(name));
        git(repository, "init", "--quiet", "--initial-branch=main");
        return repository;
    }

    private static void git(Path repository, String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("git", "-c", "user.name=me", "-c", "user.email=me@localhost"));
        all.addAll(List.of(words));
        assertEquals(
                0,
                new ProcessBuilder(all)
                        .directory(repository.toFile())
                        .inheritIO()
                        .start()
                        .waitFor());
    }

    private static void commit(Path repository, String file, String content, String tag)
            throws IOException, InterruptedException {
        Files.createDirectories(repository.resolve(file).resolveSibling(""));
        Files.writeString(repository.resolve(file), content);
        git(repository, "add", "-A");
        git(repository, "commit", "--quiet", "-m", tag);
        git(repository, "tag", tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v3"})
    void collectionsComeFromAServerWithWhatTheyNeed(String api) throws IOException {
        try (GalaxySite site = new GalaxySite(api)) {
            site.collection("acme.tools", "1.0.0", "{}");
            site.collection("acme.tools", "1.10.0", "{\"acme.base\": \">=2.0,<3\"}");
            site.collection("acme.tools", "1.9.0", "{}");
            site.collection("acme.tools", "2.0.0", "{}");
            site.collection("acme.tools", "1.11.0-rc1", "{}");
            site.collection("acme.base", "2.5.0", "{}");
            site.collection("acme.base", "3.0.0", "{}");
            String wanted = "collections:\n  - name: acme.tools\n    version: '<2.0.0'\n";

            fine(
                    install(wanted, "--server", site.address()),
                    "collection acme.tools 1.10.0: installed in F/collections/ansible_collections/acme/tools",
                    "collection acme.base 2.5.0: installed in F/collections/ansible_collections/acme/base");
            assertEquals(
                    "- debug: {msg: 'acme.tools 1.10.0'}\n",
                    content("collections/ansible_collections/acme/tools/roles/one/tasks/main.yml"));

            site.collection("acme.tools", "1.12.0", "{}");
            site.asked.clear();
            fine(
                    install(wanted, "--server", site.address()),
                    "collection acme.tools 1.10.0: is there, in F/collections/ansible_collections/acme/tools",
                    "collection acme.base 2.5.0: is there, in F/collections/ansible_collections/acme/base");
            assertEquals(List.of(), site.asked, "what is locked and there is asked of nobody");

            fine(
                    install(wanted, "--server", site.address(), "--update"),
                    "collection acme.tools 1.12.0: installed in F/collections/ansible_collections/acme/tools");
            assertFalse(content("requirements.lock").contains("acme.base"));
        }
    }

    @Test
    void aLockBringsTheSameAgainAndNothingElse() throws IOException {
        try (GalaxySite site = new GalaxySite("v3")) {
            site.collection("acme.tools", "1.0.0", "{}");
            String wanted = "collections: [acme.tools]\n";
            install(wanted, "--server", site.address());
            site.collection("acme.tools", "1.1.0", "{}");
            Path there = folder.resolve("collections/ansible_collections/acme/tools");
            Tree.delete(there);
            fine(
                    install(wanted, "--server", site.address()),
                    "collection acme.tools 1.0.0: installed in F/collections/ansible_collections/acme/tools");

            Tree.delete(there);
            site.file("/files/acme.tools-1.0.0.tar.gz", role("other"));
            refused(install(wanted, "--server", site.address()), "has the SHA-256 digest ");
            assertFalse(Files.exists(there));
        }
    }

    @Test
    void aVersionThatDoesForAllIsTaken() throws IOException {
        try (GalaxySite site = new GalaxySite("v3")) {
            site.collection("acme.base", "1.0.0", "{}");
            site.collection("acme.base", "2.0.0", "{}");
            site.collection("acme.old", "1.0.0", "{\"acme.base\": \"<2.0.0\"}");
            site.collection("acme.new", "1.0.0", "{\"acme.base\": \">=2.0.0\"}");
            fine(
                    install("collections: [acme.base, acme.old]\n", "--server", site.address()),
                    "collection acme.base 1.0.0: installed in F/collections/ansible_collections/acme/base",
                    "collection acme.old 1.0.0: installed in F/collections/ansible_collections/acme/old");
            refused(
                    install("collections: [acme.new, acme.old]\n", "--server", site.address(), "--update"),
                    "no version of 'acme.base'");
        }
    }

    @Test
    void rolesComeFromServersArchivesAndRepositories() throws IOException, InterruptedException {
        Path repository = repository("db");
        commit(repository, "tasks/main.yml", "- debug: {msg: one}\n", "v1");
        commit(repository, "tasks/main.yml", "- debug: {msg: two}\n", "v2");
        Files.write(folder.resolve("local.tar.gz"), role("local"));
        try (GalaxySite site = new GalaxySite("v3")) {
            site.file("/files/web-1.0.tar.gz", role("web"));
            site.file("/files/proxy.tar.gz", role("proxy"));
            site.json("/api/v1/roles/?owner__username=acme&name=proxy", """
                    {"results": [{"github_user": "acme", "github_repo": "proxy", "summary_fields": {"versions": [
                      {"name": "v1.9", "download_url": "/files/none"},
                      {"name": "v1.10", "download_url": "/files/proxy.tar.gz"}]}}]}
                    """);
            String wanted = """
                    - src: %1$s/files/web-1.0.tar.gz
                      name: web
                    - {src: '%2$s', scm: git, version: v1, name: db}
                    - src: git+file://%2$s
                    - acme.proxy
                    - src: %3$s/local.tar.gz
                    """.formatted(site.address(), repository, folder);
            // The second of the repository has the same name, which is refused unless it is the same.
            refused(install(wanted, "--server", site.address()), "give one of them another name");
            String[] all = {
                "role web: installed in F/roles/web",
                "role db v1: installed in F/roles/db",
                "role acme.proxy v1.10: installed in F/roles/acme.proxy",
                "role local: installed in F/roles/local"
            };
            String once = wanted.replaceFirst("- src: git\\+file.*\n", "");
            PlayCommand.Said said = install(once, "--server", site.address());
            fine(said, all);
            assertEquals("- debug: {msg: one}\n", content("roles/db/tasks/main.yml"));
            assertEquals("- debug: {msg: web}\n", content("roles/web/tasks/same.yml"));
            assertTrue(
                    content("requirements.lock").matches("(?s).*name: db\n  source: git\\+.*commit: [0-9a-f]{40}.*"));
        }
    }

    @Test
    void aBranchStaysWhereTheLockHasIt() throws IOException, InterruptedException {
        Path repository = repository("db");
        commit(repository, "tasks/main.yml", "- debug: {msg: one}\n", "v1");
        commit(
                repository,
                "meta/main.yml",
                "dependencies: [{src: 'git+file://" + repository + "', name: other}, near]\n",
                "v2");
        String wanted = "roles:\n  - {src: 'file://" + repository + "', scm: git, version: main}\n";
        PlayCommand.Said first = install(wanted);
        assertTrue(
                first.out().contains("role db main: installed") && first.out().contains("role other "), first::err);
        commit(repository, "tasks/main.yml", "- debug: {msg: later}\n", "v3");
        Tree.delete(folder.resolve("roles/db"));
        assertEquals("", install(wanted).err());
        assertEquals("- debug: {msg: one}\n", content("roles/db/tasks/main.yml"));
        install(wanted, "--update");
        assertEquals("- debug: {msg: later}\n", content("roles/db/tasks/main.yml"));
    }

    @Test
    void aCollectionOfARepositoryIsTakenFromItsFolder() throws IOException, InterruptedException {
        Path repository = repository("all");
        commit(repository, "tools/galaxy.yml", "namespace: acme\nname: tools\nversion: 1.2.3\n", "v1");
        fine(
                install("collections:\n  - {name: 'git+file://" + repository + "#/tools', version: v1}\n"),
                "collection acme.tools v1: installed in F/collections/ansible_collections/acme/tools");
    }

    @Test
    void whatSomebodyChangedIsNotReplacedUnasked() throws IOException {
        Files.write(folder.resolve("web.tar.gz"), role("web"));
        String wanted = "- src: " + folder + "/web.tar.gz\n";
        install(wanted);
        Files.writeString(folder.resolve("roles/web/tasks/main.yml"), "- debug: {msg: mine}\n");
        refused(install(wanted), "'--force' replaces it");
        assertEquals("- debug: {msg: mine}\n", content("roles/web/tasks/main.yml"));
        fine(install(wanted, "--force"), "role web: installed in F/roles/web");
        assertEquals("- debug: {msg: web}\n", content("roles/web/tasks/main.yml"));
    }

    @ParameterizedTest
    @CsvSource({
        "../out,0,''",
        "tasks/../../out,0,''",
        "/tmp/out,0,''",
        "tasks/l,2,/etc/passwd",
        "tasks/l,2,../../../out",
        "tasks/l,1,tasks/main.yml",
        "tasks/dev,3,''"
    })
    void anArchiveThatLeadsOutIsNotUnpacked(String name, char type, String target) throws IOException {
        Files.write(
                folder.resolve("web.tar.gz"),
                new Tars()
                        .file("tasks/main.yml", "[]\n")
                        .entry(name, type, target, "")
                        .gzipped());
        PlayCommand.Said said = install("- src: " + folder + "/web.tar.gz\n");
        refused(said, "the archive has ");
        assertFalse(Files.exists(folder.resolve("roles")) || Files.exists(folder.resolve("out")));
    }

    @Test
    void nothingIsWrittenThroughALinkOfTheArchive() throws IOException {
        Files.write(
                folder.resolve("web.tar.gz"),
                new Tars().link("tasks", ".").file("tasks/main.yml", "[]\n").gzipped());
        refused(install("- src: " + folder + "/web.tar.gz\n"), "leads through a link");
    }

    @Test
    void mistakesHaveTheirPlaceAllAtOnce() throws IOException {
        PlayCommand.Said said = install("""
                roles:
                  - {name: web, versoin: 1}
                  - src: https://localhost/web.tar.gz
                    scm: hg
                collections:
                  - {name: acme.tools, version: newest}
                  - {name: tools}
                  - {name: acme.tools, type: gti}
                roels: []
                """);
        for (String words : List.of(
                "requirements.yml:2:17\n",
                "Did you mean 'version'?",
                "requirements.yml:3:5\n",
                "only Git",
                "'newest' is no range of versions",
                "'tools' is no name of a collection",
                "Did you mean 'git'?",
                "Did you mean 'roles'?")) {
            refused(said, words);
        }
        refused(install("- src: /none/web.tar.gz\n"), "there is no file '/none/web.tar.gz'");
        refused(install("- src: git+file:///none/web\n"), "git says: ");
        assertEquals(2, PlayCommand.run("galaxy", "install").code());
        assertEquals(2, PlayCommand.run("galaxy", "remove", "-r", "x").code());
    }

    @Test
    void rangesOfVersions() {
        VersionRange range = VersionRange.of(">=1.2, <2.0, !=1.5.0").orElseThrow();
        assertEquals(
                "1.10.0",
                range.newest(List.of("1.1.9", "1.9.0", "1.10.0", "1.11.0-beta.1", "1.5.0", "2.0.0"))
                        .orElseThrow());
        assertTrue(VersionRange.of("2.0.0-rc1").orElseThrow().allows("2.0.0-rc1"));
        assertTrue(VersionRange.of("~1.0").isEmpty());
    }
}
