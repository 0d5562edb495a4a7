package play.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.NumberedAccount;
import play.host.NumberedAccounts;
import play.host.Observed;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.Action;
import play.module.Plan;
import play.module.Replacing;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.value.Content;
import play.value.Foreseen;

class WantedFileTest {
    private static final Identity ROOT = new Identity("root", "root", "/root", new Mode(022));
    private static final FileState DIRECTORY = new FileState.Directory(Attributes.of("root", "root", new Mode(0755)));
    private static final Content CONTENT = Content.of("hello\n");

    private final WantedFile wanted = new WantedFile("/etc/motd", CONTENT, WantedAttributes.ANY);

    private static KnownStates etc(FileState motd) {
        return new KnownStates()
                .with(Identity.KEY, ROOT)
                .with(Files.at("/etc"), DIRECTORY)
                .with(Files.at("/etc/motd"), motd);
    }

    private static FileState.Regular file(Content content, int mode) {
        return new FileState.Regular(Attributes.of("www", "www", new Mode(mode)), content.sha256(), content.size());
    }

    private static FileState.Regular written(Plan plan) {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan);
        return assertInstanceOf(Action.WriteFile.class, change.actions().getFirst())
                .after();
    }

    @Test
    void aNewFileBelongsToWhoMakesItWithTheModeTheUmaskLeaves() {
        FileState.Regular after = written(wanted.plan(etc(FileState.ABSENT)));
        assertEquals(Attributes.of("root", "root", new Mode(0644)), after.attributes());
        assertEquals(CONTENT.sha256(), after.sha256());
    }

    private static WantedAttributes mode(String text) {
        return new WantedAttributes(Ownership.ANY, WantedMode.parse(text));
    }

    @Test
    void aRelativeModeChangesTheBitsThatAreThere() {
        WantedFile open = new WantedFile("/etc/motd", CONTENT, mode("g+w,o="));
        FileState.Regular after = written(open.plan(etc(file(Content.of("old"), 0640))));
        assertEquals(new Foreseen.Exactly<>(new Mode(0660)), after.attributes().mode());
        assertEquals(Plan.UNCHANGED, open.plan(etc(file(CONTENT, 0660))));
        Plan.Change set = assertInstanceOf(Plan.Change.class, open.plan(etc(file(CONTENT, 0644))));
        assertEquals("set mode of /etc/motd", set.title());
        FileState.Regular made = written(open.plan(etc(FileState.ABSENT)));
        assertEquals(new Foreseen.Exactly<>(new Mode(0660)), made.attributes().mode());
    }

    @Test
    void whoNamesNobodyLeavesTheRestToTheUmask() {
        FileState.Regular made = written(new WantedFile("/etc/motd", CONTENT, mode("+wx")).plan(etc(FileState.ABSENT)));
        assertEquals(new Foreseen.Exactly<>(new Mode(0755)), made.attributes().mode());
    }

    @Test
    void aNumberIsTheAccountThatHasIt() {
        WantedAttributes numbers = WantedAttributes.of(Optional.of("65534"), Optional.of("077"), Optional.empty());
        WantedFile wanted = new WantedFile("/etc/motd", CONTENT, numbers);
        assertTrue(wanted.probes()
                .containsAll(List.of(NumberedAccounts.USERS.key("65534"), NumberedAccounts.GROUPS.key("77"))));
        KnownStates known = etc(file(CONTENT, 0644))
                .with(NumberedAccounts.USERS.key("65534"), new NumberedAccount("nobody"))
                .with(NumberedAccounts.GROUPS.key("77"), new NumberedAccount(""));
        Plan.Change change = assertInstanceOf(Plan.Change.class, wanted.plan(known));
        Action.SetAttributes set =
                assertInstanceOf(Action.SetAttributes.class, change.actions().getFirst());
        assertEquals(
                Optional.of(Attributes.of("nobody", "77", new Mode(0644))),
                set.after().attributesIfAny());
    }

    @Test
    void theHostTellsTheNamesOfNumbers() {
        List<StateKey<?>> keys = List.of(
                NumberedAccounts.USERS.key("0"),
                NumberedAccounts.USERS.key("4123456"),
                NumberedAccounts.GROUPS.key("0"));
        LocalHost host = LocalHost.reading(keys);
        assertEquals(Observed.read(new NumberedAccount("root")), host.of(NumberedAccounts.USERS.key("0")));
        assertEquals(Observed.read(new NumberedAccount("")), host.of(NumberedAccounts.USERS.key("4123456")));
        assertEquals(Observed.read(new NumberedAccount("root")), host.of(NumberedAccounts.GROUPS.key("0")));
    }

    @Test
    void whatIsNewInAFolderThatHandsItsGroupOnGetsIt() {
        FileState shared = new FileState.Directory(Attributes.of("root", "www", new Mode(02775)));
        KnownStates known = new KnownStates()
                .with(Identity.KEY, ROOT)
                .with(Files.at("/srv"), shared)
                .with(Files.at("/srv/a"), FileState.ABSENT)
                .with(Files.at("/srv/a/b"), FileState.ABSENT);
        FileState.Regular file = written(new WantedFile("/srv/a", CONTENT, WantedAttributes.ANY).plan(known));
        assertEquals(Attributes.of("root", "www", new Mode(0644)), file.attributes());
        assertEquals(
                List.of(
                        new Action.MakeDirectory(
                                "/srv/a", new FileState.Directory(Attributes.of("root", "www", new Mode(02755)))),
                        new Action.MakeDirectory(
                                "/srv/a/b", new FileState.Directory(Attributes.of("root", "www", new Mode(02755))))),
                assertInstanceOf(Plan.Change.class, new WantedDirectory("/srv/a/b", WantedAttributes.ANY).plan(known))
                        .actions());
        WantedAttributes mode = WantedAttributes.of(Optional.empty(), Optional.empty(), Optional.of(new Mode(0750)));
        assertEquals(
                List.of(
                        new Action.MakeDirectory(
                                "/srv/a", new FileState.Directory(Attributes.of("root", "www", new Mode(0750)))),
                        new Action.MakeDirectory(
                                "/srv/a/b", new FileState.Directory(Attributes.of("root", "root", new Mode(0750))))),
                assertInstanceOf(Plan.Change.class, new WantedDirectory("/srv/a/b", mode).plan(known))
                        .actions());
    }

    @Test
    void otherContentIsReplacedAndTheAttributesStay() {
        FileState.Regular after = written(wanted.plan(etc(file(Content.of("old"), 0600))));
        assertEquals(Attributes.of("www", "www", new Mode(0600)), after.attributes());
    }

    private static MountPoint mounted(String source, String fstype) {
        return new MountPoint.Mounted(
                new Foreseen.Exactly<>(source),
                new Foreseen.Exactly<>("/"),
                new Foreseen.Exactly<>(fstype),
                new Foreseen.Exactly<>("8:1"));
    }

    @Test
    void aMountOfItsOwnIsNotReplacedUnlessThatMayBeUnsafe() {
        KnownStates known =
                etc(file(Content.of("old"), 0600)).with(MountPoint.at("/etc/motd"), mounted("/dev/vda1", "ext4"));
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, wanted.plan(known));
        assertTrue(
                rejected.why().contains("/etc/motd is a mount of its own")
                        && rejected.why().contains("unsafe_writes: true"),
                rejected.why());
        written(new WantedFile("/etc/motd", CONTENT, WantedAttributes.ANY, new Replacing(Optional.empty(), true))
                .plan(known));
        WantedFile strict = new WantedFile("/etc/motd", Content.of("old"), WantedAttributes.of("www", 0400));
        assertInstanceOf(Plan.Change.class, strict.plan(known));
    }

    @Test
    void mountsAreFoundByTheirWholeNames() {
        StateKey<MountPoint> proc = MountPoint.at("/proc");
        LocalHost host = LocalHost.reading(
                List.of(proc, MountPoint.at("/pro"), MountPoint.at("/proc/self"), MountPoint.at("/a b\n/proc ")));
        MountPoint.Mounted seen =
                assertInstanceOf(MountPoint.Mounted.class, ((Observed.Known<MountPoint>) host.of(proc)).value());
        assertEquals(new Foreseen.Exactly<>("proc"), seen.source());
        assertEquals(new Foreseen.Exactly<>("proc"), seen.fstype());
        for (String path : List.of("/pro", "/proc/self", "/a b\n/proc ")) {
            assertEquals(Observed.read(MountPoint.NONE), host.of(MountPoint.at(path)), path);
        }
    }

    private static KnownStates linked(String folderOwner, int folderMode, String targetOwner) {
        return new KnownStates()
                .with(Identity.KEY, ROOT)
                .with(
                        Files.at("/home/ada"),
                        new FileState.Directory(Attributes.of(folderOwner, folderOwner, new Mode(folderMode))))
                .with(Files.at("/home/ada/x"), new FileState.Symlink("/etc/shadow"))
                .with(
                        Files.at("/etc/shadow"),
                        new FileState.Regular(
                                Attributes.of(targetOwner, "shadow", new Mode(0640)),
                                CONTENT.sha256(),
                                CONTENT.size()));
    }

    @Test
    void aLinkOfOthersIsFollowedOnlyToWhatIsTheirs() {
        ResolvedPath refused = ResolvedPath.follow("/home/ada/x", linked("ada", 0755, "root"));
        String why = assertInstanceOf(ResolvedPath.Refused.class, refused).why();
        assertTrue(
                why.contains("/home/ada/x is a link that others than root may lead anywhere")
                        && why.contains("/etc/shadow, which is not theirs"),
                why);
        assertInstanceOf(ResolvedPath.At.class, ResolvedPath.follow("/home/ada/x", linked("ada", 0755, "ada")));
        assertInstanceOf(ResolvedPath.At.class, ResolvedPath.follow("/home/ada/x", linked("root", 0755, "root")));
        assertInstanceOf(ResolvedPath.Refused.class, ResolvedPath.follow("/home/ada/x", linked("root", 01777, "root")));
        KnownStates adas =
                linked("ada", 0755, "root").with(Identity.KEY, new Identity("ada", "ada", "/home/ada", new Mode(022)));
        assertInstanceOf(ResolvedPath.At.class, ResolvedPath.follow("/home/ada/x", adas));
    }

    @Test
    void aLinkOfOthersToNothingIsFollowedOnlyIntoTheirFolders() {
        KnownStates known = linked("ada", 0755, "root").with(Files.at("/etc/shadow"), FileState.ABSENT);
        assertEquals(new ResolvedPath.Ask(Files.withoutDigest("/etc")), ResolvedPath.follow("/home/ada/x", known));
        assertInstanceOf(
                ResolvedPath.Refused.class,
                ResolvedPath.follow("/home/ada/x", known.with(Files.at("/etc"), DIRECTORY)));
    }

    @Test
    void theSameContentIsLeftAlone() {
        assertEquals(Plan.UNCHANGED, wanted.plan(etc(file(CONTENT, 0600))));
    }

    @Test
    void onlyAttributesAreSetWhereOnlyTheyDiffer() {
        WantedFile strict = new WantedFile("/etc/motd", CONTENT, WantedAttributes.of("root", 0400));
        Plan.Change change = assertInstanceOf(Plan.Change.class, strict.plan(etc(file(CONTENT, 0600))));
        assertEquals("set owner, group, mode of /etc/motd", change.title());
        assertInstanceOf(Action.SetAttributes.class, change.actions().getFirst());
    }

    @Test
    void aDirectoryInTheWayIsRejected() {
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, wanted.plan(etc(DIRECTORY)));
        assertTrue(rejected.why().contains("/etc/motd is a directory"), rejected.why());
    }

    @Test
    void aMissingDirectoryIsRejectedWithWhatToDo() {
        KnownStates known = new KnownStates()
                .with(Identity.KEY, ROOT)
                .with(Files.at("/etc"), FileState.ABSENT)
                .with(Files.at("/etc/motd"), FileState.ABSENT);
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, wanted.plan(known));
        assertTrue(rejected.why().contains("file: path=/etc state=directory"), rejected.why());
    }

    @Test
    void aLinkedDirectoryIsAskedForAndThenUsed() {
        KnownStates known = new KnownStates()
                .with(Identity.KEY, ROOT)
                .with(Files.at("/etc"), new FileState.Symlink("usr/etc"))
                .with(Files.at("/etc/motd"), FileState.ABSENT);
        assertEquals(new Plan.Needs(List.of(Files.withoutDigest("/usr/etc"))), wanted.plan(known));
        assertInstanceOf(Plan.Change.class, wanted.plan(known.with(Files.at("/usr/etc"), DIRECTORY)));
    }

    @Test
    void linksInACircleAreRejected() {
        KnownStates known = new KnownStates()
                .with(Identity.KEY, ROOT)
                .with(Files.at("/etc"), new FileState.Symlink("/etc"))
                .with(Files.at("/etc/motd"), FileState.ABSENT);
        assertInstanceOf(Plan.Rejected.class, wanted.plan(known));
    }

    @Test
    void anUnknownStateCannotBeTold() {
        KnownStates known = new KnownStates()
                .withUnknown(Files.at("/etc/motd"), "'make' was not run")
                .with(Files.at("/etc"), DIRECTORY);
        assertEquals(new Plan.Undetermined("'make' was not run"), wanted.plan(known));
    }

    @Test
    void contentThatIsYetToBeMadeReplacesWhatIsThere() {
        Content produced = new Content.Produced("cert", "key", new Foreseen.Later<>("made during the run"), true);
        WantedFile key = new WantedFile("/etc/motd", produced, WantedAttributes.ANY, Replacing.WHOLE);
        assertInstanceOf(
                Foreseen.Later.class,
                written(key.plan(etc(file(CONTENT, 0600)))).sha256());
    }

    @Test
    void whatAnEarlierTaskIsToPutThereIsNotPutThereAgain() {
        Content produced = new Content.Produced("cert", "key", new Foreseen.Later<>("made during the run"), true);
        Content other = new Content.Produced("cert", "certificate", new Foreseen.Later<>("made during the run"), false);
        WantedFile key = new WantedFile("/etc/motd", produced, WantedAttributes.ANY, Replacing.WHOLE);
        assertEquals(Plan.UNCHANGED, key.plan(etc(file(produced, 0600))));
        assertInstanceOf(Plan.Undetermined.class, key.plan(etc(file(other, 0600))));
        WantedFile open = new WantedFile("/etc/motd", produced, WantedAttributes.of("www", 0644), Replacing.WHOLE);
        assertEquals(
                "set mode of /etc/motd",
                assertInstanceOf(Plan.Change.class, open.plan(etc(file(produced, 0600))))
                        .title());
    }

    @Test
    void aDirectoryIsMadeWithThoseAboveIt() {
        WantedDirectory deep = new WantedDirectory("/etc/a/b/", WantedAttributes.of("root", 0750));
        KnownStates known = new KnownStates()
                .with(Identity.KEY, ROOT)
                .with(Files.at("/etc"), DIRECTORY)
                .with(Files.at("/etc/a"), FileState.ABSENT)
                .with(Files.at("/etc/a/b"), FileState.ABSENT);
        FileState.Directory after = new FileState.Directory(Attributes.of("root", "root", new Mode(0750)));
        assertEquals(
                List.of(new Action.MakeDirectory("/etc/a", after), new Action.MakeDirectory("/etc/a/b", after)),
                assertInstanceOf(Plan.Change.class, deep.plan(known)).actions());
    }

    @Test
    void aFileMayStandInADirectoryOfAnEarlierStep() {
        KnownStates known = new KnownStates()
                .with(Identity.KEY, ROOT)
                .with(Files.at("/etc"), FileState.ABSENT)
                .with(Files.at("/etc/motd"), Observed.read(FileState.ABSENT));
        WantedDirectory directory = new WantedDirectory("/etc", WantedAttributes.ANY);
        Plan.Change change =
                assertInstanceOf(Plan.Change.class, Steps.inOrder(known, List.of(directory::plan, wanted::plan)));
        assertEquals("create the directory /etc; create /etc/motd", change.title());
        assertEquals(2, change.actions().size());
    }
}
