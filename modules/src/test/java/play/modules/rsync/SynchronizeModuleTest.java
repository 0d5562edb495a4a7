package play.modules.rsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.host.ScriptResult;
import play.host.Talk;
import play.module.Statement;
import play.module.Statement.Ending;
import play.module.Transfer;
import play.module.Transfer.Changed;
import play.module.Transfer.Course;
import play.module.Transfer.Manner;
import play.module.Transfer.Sides;
import play.testkit.Parameters;
import play.value.Bytes;

/** What rsync is asked, and what is made of what it says. */
class SynchronizeModuleTest {
    private static final Manner APART = manner(Sides.APART);
    private static final String FORMAT = "--out-format=<<CHANGED>>%i %n%L";

    private final SynchronizeModule module = new SynchronizeModule();

    private static Manner manner(Sides sides) {
        return new Manner(sides, false, false, Optional.empty());
    }

    private SynchronizeModule.Params params(Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> all = new HashMap<>(Map.of("src", "app/", "dest", "/srv/app"));
        all.putAll(more);
        return Parameters.of(module, all);
    }

    private Course.Joined joined(Map<String, ? extends @Nullable Object> more) {
        return assertInstanceOf(Course.Joined.class, module.course(params(more), APART));
    }

    /** The options that stand between those of every call. */
    private List<String> options(Map<String, ? extends @Nullable Object> more) {
        List<String> near = joined(more).near();
        return near.subList(near.indexOf("--8-bit-output") + 1, near.indexOf(FORMAT));
    }

    private String rejected(Map<String, ? extends @Nullable Object> more, Sides sides) {
        return assertInstanceOf(Course.Rejected.class, module.course(params(more), manner(sides)))
                .why();
    }

    private String wrong(Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> all = new HashMap<>(Map.of("src", "app/", "dest", "/srv/app"));
        all.putAll(more);
        return Parameters.wrong(module, all);
    }

    @Test
    void whatTheControllerHasGoesToTheHost() {
        Course.Joined push = joined(Map.of());
        assertEquals(
                List.of(
                        "rsync",
                        "--no-protect-args",
                        "--blocking-io",
                        "--8-bit-output",
                        "--delay-updates",
                        "-F",
                        "--compress",
                        "--archive",
                        FORMAT,
                        "--",
                        "/playbook/app/",
                        "host:/srv/app"),
                push.near());
        assertEquals("push app/ to /srv/app", push.title());
        assertEquals("RSYNC_RSH", push.variable());
        assertEquals(new Changed.OnHost("/srv/app"), push.changed());
    }

    @Test
    void whatTheHostHasComesToTheController() {
        Course.Joined pull = joined(Map.of("mode", "pull", "src", "~/log/*.gz", "dest", "logs/"));
        assertEquals(
                List.of("--", "host:/root/log/*.gz", "/playbook/logs/"),
                pull.near().subList(pull.near().size() - 3, pull.near().size()));
        assertEquals("--protect-args", pull.near().get(1));
        assertEquals(new Changed.OnController("/playbook/logs"), pull.changed());
    }

    /** A shell reads none of the words: what rsync has escaped for one is taken back. */
    @Test
    void pathsComeToTheHostAsTheyAre() {
        String far = joined(Map.of("dest", "/srv/it's * [x]"))
                .far()
                .apply(List.of(
                        "host",
                        "rsync",
                        "--server",
                        "-logDtpre.iLsfxCIvu",
                        "--link-dest",
                        "/srv/a\\ b",
                        ".",
                        "/srv/it's * [x]"));
        assertTrue(far.startsWith("[ -d /srv ] || {"), far);
        assertTrue(far.contains("command -v rsync >/dev/null 2>&1 || {"), far);
        assertTrue(
                far.endsWith("exec rsync --server -logDtpre.iLsfxCIvu --link-dest '/srv/a b' . '/srv/it'\\''s * [x]'"),
                far);
    }

    @Test
    void aCommandOfTheHostsOwnIsLeftToItsShell() {
        List<String> call = List.of("host", "rsync", "--server", ".", "/srv/app");
        String far = joined(Map.of("rsync_path", "sudo rsync")).far().apply(call);
        assertTrue(far.endsWith("; sudo rsync --server . /srv/app"), far);
        String pulled = joined(Map.of("mode", "pull", "src", "/srv/app", "dest", "x", "rsync_path", "/opt/rsync"))
                .far()
                .apply(call);
        assertEquals("/opt/rsync --server . /srv/app", pulled);
    }

    @Test
    void parametersAreOptions() {
        Map<String, List<String>> expected = Map.of(
                "delete", List.of("--delay-updates", "-F", "--compress", "--delete-after", "--archive"),
                "existing_only", List.of("--delay-updates", "-F", "--compress", "--existing", "--archive"),
                "checksum", List.of("--delay-updates", "-F", "--compress", "--checksum", "--archive"),
                "copy_links", List.of("--delay-updates", "-F", "--compress", "--copy-links", "--archive"),
                "dirs", List.of("--delay-updates", "-F", "--compress", "--archive", "--dirs"),
                "partial", List.of("--delay-updates", "-F", "--compress", "--archive", "--partial"));
        expected.forEach((name, options) -> assertEquals(options, options(Map.of(name, true)), name));
        assertEquals(
                List.of("--timeout=30", "--archive"),
                options(Map.of("delay_updates", false, "compress", false, "rsync_timeout", 30)));
    }

    @Test
    void whatArchiveIsForCanBeTakenAwayOrGivenAlone() {
        Map<String, Object> without = new HashMap<>(Map.of("delay_updates", false, "compress", false));
        List<String> parts = List.of("recursive", "links", "perms", "times", "owner", "group");
        parts.forEach(part -> without.put(part, false));
        assertEquals(
                List.of(
                        "--archive",
                        "--no-recursive",
                        "--no-links",
                        "--no-perms",
                        "--no-times",
                        "--no-owner",
                        "--no-group"),
                options(without));
        without.put("archive", false);
        assertEquals(List.of(), options(without));
        parts.forEach(part -> without.put(part, true));
        assertEquals(List.of("--recursive", "--links", "--perms", "--times", "--owner", "--group"), options(without));
        without.put("archive", true);
        assertEquals(List.of("--archive"), options(without));
    }

    /** One item may have several words, as Ansible takes it. */
    @Test
    void moreOptionsAreTakenApartAsAShellDoes() {
        assertEquals(
                List.of("--archive", "--exclude=.git", "--exclude", "a b", "--chmod=D755"),
                options(Map.of(
                        "delay_updates",
                        false,
                        "compress",
                        false,
                        "rsync_opts",
                        List.of("--exclude='.git'", "--exclude \"a b\"", "--chmod=D755"))));
    }

    @Test
    void linkedDirectoriesAreWhereTheFilesGo() {
        Map<String, Object> linked = Map.of("link_dest", List.of("/srv/one", "~/two"), "delay_updates", false);
        assertEquals(
                List.of(
                        "--compress",
                        "--archive",
                        "--hard-links",
                        "-ii",
                        "--link-dest=/srv/one",
                        "--link-dest=/root/two"),
                options(linked));
        assertTrue(options(Map.of("link_dest", List.of("old"))).contains("--link-dest=/root/old"));
        assertTrue(rejected(Map.of("src", "/x", "link_dest", List.of("/srv")), Sides.ON_HOST)
                .contains("linked into itself"));
    }

    @Test
    void aDryRunChangesNothing() {
        Course course = module.course(params(Map.of()), new Manner(Sides.APART, true, false, Optional.empty()));
        assertTrue(assertInstanceOf(Course.Joined.class, course).near().contains("--dry-run"));
    }

    @Test
    void bothSidesOfOneHostAreOneProgram() {
        Map<String, Object> there = Map.of("src", "/srv/a b/", "dest", "~/b", "rsync_path", "/opt/rsync");
        Course.Alone alone = assertInstanceOf(Course.Alone.class, module.course(params(there), manner(Sides.ON_HOST)));
        String text = alone.script().text();
        assertTrue(text.startsWith("[ -d /root ] || {"), text);
        assertTrue(text.contains("command -v /opt/rsync "), text);
        assertTrue(text.endsWith(" -- '/srv/a b/' /root/b\n"), text);
        assertEquals(new Changed.OnHost("/root/b"), alone.changed());
        Course.Alone relative =
                assertInstanceOf(Course.Alone.class, module.course(params(Map.of()), manner(Sides.ON_HOST)));
        assertTrue(
                relative.script().text().endsWith(" -- /root/app/ /srv/app\n"),
                relative.script().text());
    }

    @Test
    void onThisMachinePathsAreThoseOfThePlaybook() {
        Map<String, Object> here = Map.of("dest", "out");
        Manner manner = new Manner(Sides.ON_CONTROLLER, false, false, Optional.of("/opt/own/rsync"));
        Course.Alone alone = assertInstanceOf(Course.Alone.class, module.course(params(here), manner));
        String text = alone.script().text();
        assertTrue(text.endsWith(" -- /playbook/app/ /playbook/out\n"), text);
        assertTrue(text.contains("; /opt/own/rsync --8-bit-output"), text);
    }

    @Test
    void aPathOfTheHostBeginsWhereCommandsRun() {
        Course.Joined push = joined(Map.of("dest", "./www/app/"));
        assertEquals("host:/root/www/app/", push.near().getLast());
        assertEquals(new Changed.OnHost("/root/www/app"), push.changed());
        Course.Joined all = joined(Map.of("dest", "./"));
        assertEquals("host:/root/", all.near().getLast());
        assertEquals(new Changed.OnHost("/root"), all.changed());
        assertEquals(new Changed.OnHost("/root"), joined(Map.of("dest", ".")).changed());
        Course.Joined pull = joined(Map.of("mode", "pull", "src", ".", "dest", "logs"));
        assertEquals("host:/root/.", pull.near().get(pull.near().size() - 2));
        assertTrue(rejected(Map.of("dest", "~nobody-here/x"), Sides.APART).contains("does not have"));
        assertEquals("/playbook/app/", joined(Map.of("dest", "~/x")).near().get(10));
    }

    /** Options that reach further are rare. */
    @Test
    void whatMayBeChangedIsNotTold() {
        for (String inside : List.of("--exclude=x", "--chmod=u=rwX", "-v", "--delete-excluded", "--filter='- x'")) {
            assertEquals(
                    new Changed.OnHost("/srv/app"),
                    joined(Map.of("rsync_opts", List.of(inside))).changed(),
                    inside);
        }
        for (String beyond : List.of("--remove-source-files", "--backup-dir=/old", "--log-file=/x", "-K")) {
            assertEquals(
                    new Changed.Anything(),
                    joined(Map.of("rsync_opts", List.of(beyond))).changed(),
                    beyond);
        }
    }

    @Test
    void whatIsForAConnectionOfItsOwnIsRefused() {
        assertTrue(wrong(Map.of("dest_port", 2222)).contains("write ansible_port"));
        assertTrue(wrong(Map.of("private_key", "~/.ssh/x")).contains("write ansible_ssh_private_key_file"));
        assertTrue(wrong(Map.of("set_remote_user", false)).contains("write ansible_user"));
        assertTrue(wrong(Map.of("src", "web2:/srv")).contains("names another host"));
        assertTrue(wrong(Map.of("dest", "rsync://web2/srv")).contains("names another host"));
        assertEquals("", wrong(Map.of("src", "./a:b", "verify_host", true, "use_ssh_args", true)));
    }

    @Test
    void optionsThatHaveNoPlaceAreRefused() {
        Map<String, String> expected = Map.of(
                "--rsh=ssh -p 22", "'--rsh'",
                "-e ssh", "'--rsh'",
                "-avzn", "'--dry-run'",
                "--out-format=%n", "'--out-format'",
                "--rsync-path=x", "rsync_path",
                "-q", "'--quiet'",
                "", "empty word",
                "--exclude='x", "never closed",
                "--exclude-from=$HOME/x", "$HOME/x",
                "--exclude-from ~/x", "~/x");
        expected.forEach((option, said) -> {
            String wrong = wrong(Map.of("rsync_opts", List.of(option)));
            assertTrue(wrong.startsWith("'rsync_opts' has ") && wrong.contains(said), option + ": " + wrong);
        });
        assertEquals("", wrong(Map.of("rsync_opts", List.of("-fP .rsync", "--exclude=*.tmp$", "-T/srv/new"))));
        assertTrue(wrong(Map.of("delete", true, "recursive", false)).contains("'recursive: true'"));
        assertEquals("", wrong(Map.of("delete", true, "recursive", false, "dirs", true)));
    }

    private Statement said(Manner manner, int code, String out, String err, Optional<Talk.Ending> far) {
        ScriptResult near = new ScriptResult(code, Bytes.of(out), Bytes.of(err));
        return module.statement(params(Map.of()), manner, new Transfer.Carried(near, far));
    }

    @Test
    void aLineWithAChangeIsAChange() {
        String out = "created directory /srv/app\n<<CHANGED>>cd+++++++++ ./\n<<CHANGED>><f.st...... one\n";
        Manner diff = new Manner(Sides.APART, false, true, Optional.empty());
        Statement said = said(diff, 0, out, "", Optional.empty());
        assertEquals(Ending.CHANGED, said.ending());
        assertEquals(
                List.of(new Statement.Difference("/srv/app", "", "cd+++++++++ ./\n<f.st...... one\n")),
                said.differences());
        assertEquals(
                List.of("created directory /srv/app", "cd+++++++++ ./", "<f.st...... one"),
                said.result().get("stdout_lines"));
        assertEquals(out.replace("<<CHANGED>>", ""), said.result().get("msg"));
        assertEquals(0L, said.result().get("rc"));
        assertTrue(String.valueOf(said.result().get("cmd")).endsWith("-- /playbook/app/ host:/srv/app"));
    }

    @Test
    void aFileThatIsOnlyNamedIsNone() {
        assertEquals(Ending.UNCHANGED, said(APART, 0, "", "", Optional.empty()).ending());
        String named = "<<CHANGED>>.d          ./\n<<CHANGED>>.f          one\nsent 10 bytes\n";
        assertEquals(
                Ending.UNCHANGED, said(APART, 0, named, "", Optional.empty()).ending());
        for (String change : List.of("hf          one", "*deleting   gone", ".d..t...... ./", ".f...p..... x")) {
            assertEquals(
                    Ending.CHANGED,
                    said(APART, 0, "<<CHANGED>>" + change + "\n", "", Optional.empty())
                            .ending(),
                    change);
        }
    }

    @Test
    void aProgramThatIsMissingIsToldOfBySide() {
        Optional<Talk.Ending> missing = Optional.of(new Talk.Ending(OptionalInt.of(127), "rsync: not found"));
        String onHost = said(APART, 12, "", "connection closed", missing).message();
        assertTrue(onHost.contains("no rsync on the host"), onHost);
        String here =
                said(APART, 127, "", "rsync: not found\n", Optional.empty()).message();
        assertTrue(here.contains("no rsync on this machine"), here);
        String alone = said(manner(Sides.ON_HOST), 127, "", "rsync: not found\n", Optional.empty())
                .message();
        assertTrue(alone.contains("no rsync on the host"), alone);
    }

    @Test
    void whatEitherSideSaysOfAFailureIsToldOf() {
        Optional<Talk.Ending> far = Optional.of(new Talk.Ending(OptionalInt.of(3), "no such directory"));
        Statement said = said(APART, 12, "", "connection closed\n", far);
        assertEquals(Ending.FAILED, said.ending());
        assertEquals("rsync failed (exit code 12): no such directory\nconnection closed", said.message());
        assertEquals(said.message(), said.result().get("msg"));
        assertEquals(12L, said.result().get("rc"));
    }
}
