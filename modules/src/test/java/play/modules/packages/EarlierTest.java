package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.host.Mode;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.StateKey;
import play.module.Plan;
import play.modules.packages.PackageModule.State;
import play.testkit.KnownStates;
import play.value.Foreseen;

/** What earlier tasks of a dry run do is not refused because the host's package manager does not know of it. */
class EarlierTest extends PackageTasks {
    private static final Transaction UNKNOWN =
            new Transaction.Refused("Unable to locate package nginx", List.of("nginx"), List.of());
    private static final Transaction NOTHING = new Transaction.Feasible(List.of());
    private static final FileState FILE = new FileState.Regular(
            FileState.Attributes.of("root", "root", new Mode(0644)), FileState.UNREAD, new Foreseen.Exactly<>(9L));

    private static StateKey<Transaction> asked(String verb, String word) {
        return new Transactions(PackageTool.APT).at(new Transactions.Wish(verb, List.of(), List.of(word)));
    }

    private KnownStates foreseen(PackageState nginx) {
        return host(ABSENT, ABSENT).with(Packages.at("nginx"), new Observed.Known<>(nginx, Certainty.FORESEEN));
    }

    @Test
    void aPackageOfARepositoryThatOnlyTheRunAddsIsInstalled() {
        provides = Optional.empty();
        KnownStates known = host(ABSENT, ABSENT).with(install(), UNKNOWN);
        assertInstanceOf(Plan.Rejected.class, module.plan(params(), known));
        Plan.Change change = change(known.with(PackageSources.KEY, new PackageSources.Known(false)));
        assertEquals("install nginx", change.title());
        assertEquals(1, change.actions().size());
        PackageState later = PackageState.Installed.asked(new Foreseen.Later<>("earlier tasks are done first"));
        assertTrue(effects(change).contains(sets(Packages.at("nginx"), later)));
    }

    @Test
    void aFileAmongTheNamesThatOnlyTheRunBringsIsInstalled() {
        names = List.of("/tmp/app.rpm");
        provides = Optional.empty();
        use = "dnf";
        StateKey<Transaction> asked = new Transactions(PackageTool.DNF)
                .at(new Transactions.Wish("install", List.of(), List.of("/tmp/app.rpm")));
        KnownStates known = host(ABSENT, ABSENT).with(asked, UNKNOWN);
        known.with(Files.withoutDigest("/tmp/app.rpm"), FileState.ABSENT);
        assertInstanceOf(Plan.Rejected.class, module.plan(params(), known));
        known.with(Files.withoutDigest("/tmp/app.rpm"), new Observed.Known<>(FILE, Certainty.FORESEEN));
        assertEquals("install /tmp/app.rpm", change(known).title());
    }

    @Test
    void aPackageOfAFileThatOnlyTheRunBringsIsInstalled() {
        names = List.of();
        provides = Optional.empty();
        deb = Optional.of("/tmp/app.deb");
        KnownStates known = host(ABSENT, ABSENT).with(asked("install", "/tmp/app.deb"), UNKNOWN);
        known.with(Files.withoutDigest("/tmp/app.deb"), FileState.ABSENT);
        assertInstanceOf(Plan.Rejected.class, module.plan(params(), known));
        known.with(Files.withoutDigest("/tmp/app.deb"), new Observed.Known<>(FILE, Certainty.FORESEEN));
        assertEquals("install /tmp/app.deb", change(known).title());
    }

    @Test
    void whatIsOnlyForeseenIsRemoved() {
        state = State.ABSENT;
        provides = Optional.empty();
        for (Transaction told : List.of(UNKNOWN, NOTHING)) {
            Plan.Change change = change(foreseen(installed("1")).with(asked("remove", "nginx"), told));
            assertEquals("remove nginx", change.title());
            assertTrue(effects(change).stream()
                    .anyMatch(effect -> effect.toString().contains("Absent")));
        }
    }

    @Test
    void whatIsForeseenToGoIsInstalledAgain() {
        provides = Optional.empty();
        assertEquals(
                "install nginx",
                change(foreseen(ABSENT).with(install(), NOTHING)).title());
    }
}
