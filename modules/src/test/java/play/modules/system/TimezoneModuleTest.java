package play.modules.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.files.MountPoint;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;

class TimezoneModuleTest {
    private static final TimezoneModule MODULE = new TimezoneModule();
    private static final Attributes ROOT = Attributes.of("root", "root", new Mode(0644));

    private static KnownStates host(FileState link) {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/etc"), new FileState.Directory(ROOT))
                .with(Files.at("/etc/localtime"), link)
                .with(Files.at("/usr/share/zoneinfo/Etc/UTC"), new FileState.Symlink("../UTC"))
                .with(Files.at("/usr/share/zoneinfo/Etc"), new FileState.Directory(ROOT))
                .with(
                        Files.at("/usr/share/zoneinfo/Etc/../UTC"),
                        new FileState.Regular(
                                ROOT, Content.of("").sha256(), Content.of("").size()))
                .with(Files.at("/etc/timezone"), FileState.ABSENT)
                .with(Files.at("/etc/adjtime"), FileState.ABSENT)
                .with(MountPoint.at("/etc/adjtime"), MountPoint.NONE)
                .with(MountPoint.at("/etc/timezone"), MountPoint.NONE);
    }

    private static KnownStates with(KnownStates known, String path, String text) {
        Content content = Content.of(text);
        return known.with(Files.at(path), new FileState.Regular(ROOT, content.sha256(), content.size()))
                .with(FileTexts.at(path), new FileText.Held(Bytes.of(text)));
    }

    private static Plan plan(Map<String, Object> written, KnownStates known) {
        return MODULE.plan(Parameters.of(MODULE, written), known);
    }

    private static List<Action> actions(Map<String, Object> written, KnownStates known) {
        return assertInstanceOf(Plan.Change.class, plan(written, known)).actions();
    }

    private static Content written(Action action) {
        return assertInstanceOf(Action.WriteFile.class, action).content();
    }

    @Test
    void aLinkThatLeadsToTheZoneByEitherWayIsRight() {
        for (String target : List.of("/usr/share/zoneinfo/Etc/UTC", "../usr/share/zoneinfo/Etc/UTC")) {
            assertEquals(Plan.UNCHANGED, plan(Map.of("name", "Etc/UTC"), host(new FileState.Symlink(target))), target);
        }
    }

    @Test
    void theLinkIsLedToTheZoneAndDebiansFileIsKeptInStep() {
        KnownStates known = with(host(FileState.ABSENT), "/etc/timezone", "Etc/GMT\n");
        List<Action> actions = actions(Map.of("name", "Etc/UTC"), known);
        assertEquals(new Action.Link("/etc/localtime", "/usr/share/zoneinfo/Etc/UTC"), actions.getFirst());
        assertEquals(Content.of("Etc/UTC\n"), written(actions.getLast()));
    }

    @Test
    void aZoneThatTheHostDoesNotKnowIsRejected() {
        KnownStates known = host(FileState.ABSENT).with(Files.at("/usr/share/zoneinfo/Nowhere"), FileState.ABSENT);
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan(Map.of("name", "Nowhere"), known));
        assertTrue(rejected.why().contains("tzdata"), rejected.why());
    }

    @Test
    void aDirectoryOfZonesIsNoZone() {
        FileState directory = new FileState.Directory(ROOT);
        KnownStates known = host(FileState.ABSENT).with(Files.at("/usr/share/zoneinfo/Europe"), directory);
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan(Map.of("name", "Europe"), known));
        assertTrue(rejected.why().contains("Europe is a directory of zones"), rejected.why());
    }

    @Test
    void aLinkToNothingIsNoZone() {
        KnownStates known = host(FileState.ABSENT)
                .with(Files.at("/usr/share/zoneinfo/Old"), new FileState.Symlink("Gone"))
                .with(Files.at("/usr/share/zoneinfo"), new FileState.Directory(ROOT))
                .with(Files.at("/usr/share/zoneinfo/Gone"), FileState.ABSENT);
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan(Map.of("name", "Old"), known));
        assertTrue(rejected.why().contains("knows no zone Old"), rejected.why());
    }

    @Test
    void theClocksTimeIsTheThirdLineAndUtcWhereThereIsNone() {
        KnownStates none = host(FileState.ABSENT);
        assertEquals(Plan.UNCHANGED, plan(Map.of("hwclock", "UTC"), none));
        assertEquals(
                Content.of("0.0 0 0.0\n0\nLOCAL\n"),
                written(actions(Map.of("rtc", "local"), none).getFirst()));
        KnownStates local = with(none, "/etc/adjtime", "1.5 2 0.0\n2\nLOCAL\n");
        assertEquals(
                Content.of("1.5 2 0.0\n2\nUTC\n"),
                written(actions(Map.of("hwclock", "UTC"), local).getFirst()));
        assertEquals(Plan.UNCHANGED, plan(Map.of("hwclock", "local"), local));
    }

    @Test
    void linesThatNobodyEditsEndAsTheyDid() {
        KnownStates local = with(host(FileState.ABSENT), "/etc/adjtime", "1.5 2 0.0\r\n2\r\nLOCAL\r\n");
        assertEquals(
                Content.of("1.5 2 0.0\r\n2\r\nUTC\n"),
                written(actions(Map.of("hwclock", "UTC"), local).getFirst()));
        assertEquals(Plan.UNCHANGED, plan(Map.of("hwclock", "local"), local));
    }

    @Test
    void somethingHasToBeAskedFor() {
        assertTrue(Parameters.wrong(MODULE, Map.of()).contains("name"));
    }
}
