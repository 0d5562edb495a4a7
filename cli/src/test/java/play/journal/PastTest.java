package play.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What of an earlier run counts for one that goes on with it. */
class PastTest {
    private static Entry.Instance at(String host, String task) {
        return new Entry.Instance(host, task, OptionalInt.empty());
    }

    private static Entry changing(String task) {
        return new Entry.Changing(at("a", task));
    }

    private static Entry.Done done(String task, boolean changed) {
        return new Entry.Done(at("a", task), List.of(), "print of " + task, changed, "", "");
    }

    private static boolean isTaken(String task, Entry... entries) {
        return new Past(List.of(entries))
                .taken(at("a", task), "print of " + task)
                .isPresent();
    }

    private static boolean hasChanged(String task, Entry... entries) {
        return new Past(List.of(entries)).hasChanged(at("a", task));
    }

    @Test
    void whatHasChangedSomethingIsNotDoneAgain() {
        assertTrue(isTaken("0/tasks/0", changing("0/tasks/0"), done("0/tasks/0", true)));
        assertFalse(new Past(List.of(done("0/tasks/0", true)))
                .taken(at("a", "0/tasks/0"), "another print")
                .isPresent());
        assertFalse(new Past(List.of(done("0/tasks/0", true)))
                .taken(at("b", "0/tasks/0"), "print of 0/tasks/0")
                .isPresent());
    }

    @Test
    void whatNeverCameToItsEndIsDoneAgainAndMayHaveChanged() {
        assertFalse(isTaken("0/tasks/0", changing("0/tasks/0")));
        assertTrue(hasChanged("0/tasks/0", changing("0/tasks/0")));
        assertFalse(isTaken("0/tasks/0", changing("0/tasks/0"), done("0/tasks/0", true), changing("0/tasks/0")));
    }

    @Test
    void whatWasNotBegunAfterAllIsAsItWasBefore() {
        Entry withdrawn = new Entry.Withdrawn(at("a", "0/tasks/0"));
        assertFalse(hasChanged("0/tasks/0", changing("0/tasks/0"), withdrawn));
        assertTrue(hasChanged("0/tasks/0", changing("0/tasks/0"), changing("0/tasks/0"), withdrawn));
        assertTrue(
                isTaken("0/tasks/0", changing("0/tasks/0"), done("0/tasks/0", true), changing("0/tasks/0"), withdrawn));
    }

    @Test
    void whatOnlyLookedCountsOnceSomethingWasChangedSince() {
        assertFalse(isTaken("0/tasks/0", done("0/tasks/0", false)));
        assertFalse(isTaken("0/tasks/1", changing("0/tasks/0"), done("0/tasks/0", true), done("0/tasks/1", false)));
        assertTrue(isTaken("0/tasks/0", done("0/tasks/0", false), changing("0/tasks/1")));
        assertTrue(isTaken("0/tasks/0", done("0/tasks/0", false), changing("0/tasks/1"), done("0/tasks/1", true)));
        assertFalse(isTaken("0/tasks/0", done("0/tasks/0", false), changing("0/tasks/1"), done("0/tasks/1", false)));
    }

    @Test
    void whatWasChangedOnceStaysChanged() {
        assertFalse(hasChanged("0/tasks/0", changing("0/tasks/0"), done("0/tasks/0", false)));
        assertTrue(hasChanged(
                "0/tasks/0",
                changing("0/tasks/0"),
                done("0/tasks/0", true),
                changing("0/tasks/0"),
                done("0/tasks/0", false)));
    }

    @Test
    void aBlockThatWasDealtWithIsDoneAgain() {
        Entry.Done inside = done("0/tasks/1/block/0", true);
        Entry undone = new Entry.Undone("a", "0/tasks/1");
        assertFalse(isTaken("0/tasks/1/block/0", inside, undone));
        assertTrue(isTaken("0/tasks/1/block/0", undone, inside));
        assertTrue(isTaken("0/tasks/1/block/0", inside, new Entry.Undone("b", "0/tasks/1")));
        assertTrue(isTaken("0/tasks/10", done("0/tasks/10", true), undone));
    }

    @Test
    void aHandlerIsLeftToRunForWhatWasChangedAfterIt() {
        Entry handled = new Entry.Handled("a", "site.yml:9:7");
        Past before = new Past(List.of(changing("0/tasks/0"), done("0/tasks/0", true), handled));
        assertTrue(before.hasHandled("a", "0/tasks/0", "site.yml:9:7"));
        assertFalse(before.hasHandled("a", "0/tasks/0", "site.yml:12:7"));
        assertFalse(before.hasHandled("b", "0/tasks/0", "site.yml:9:7"));
        Past after = new Past(List.of(handled, changing("0/tasks/0")));
        assertFalse(after.hasHandled("a", "0/tasks/0", "site.yml:9:7"));
    }

    @Test
    void everyEntryIsReadAsItWasWritten() throws MalformedEntryException {
        List<Entry> all = List.of(
                new Entry.Begin(
                        "1",
                        "now",
                        "/srv",
                        List.of("-v", "--", "a b"),
                        "v",
                        "k",
                        java.util.Map.of("f", "p"),
                        Optional.of("x")),
                new Entry.Named("0/tasks/0", "a \"name\"\n", "copy", "site.yml:1:1"),
                new Entry.Ended("0/tasks/0", "a", "failed", "why"),
                new Entry.Changing(new Entry.Instance("a", "0/tasks/0", OptionalInt.of(3))),
                new Entry.Done(
                        new Entry.Instance("a", "0/tasks/0", OptionalInt.of(0)),
                        List.of("a", "b"),
                        "p",
                        true,
                        "r",
                        "f"),
                new Entry.Undone("a", "0/tasks/1"),
                new Entry.Handled("a", "h"),
                new Entry.End("then", 2, List.of("a", "b")));
        for (Entry entry : all) {
            String line = EntryJson.line(entry);
            assertEquals(line.length() - 1, line.indexOf('\n'));
            assertEquals(entry, EntryJson.read(line));
        }
        for (String other : List.of(
                "",
                "{",
                "[]",
                "7",
                "null",
                "{\"entry\":\"begin\",\"format\":2}",
                "{\"entry\":\"new\"}",
                "{\"entry\":\"changing\",\"host\":\"a\"}")) {
            assertThrows(MalformedEntryException.class, () -> EntryJson.read(other), other);
        }
    }

    @Test
    void whatOneHostDidForAllCountsForEach() {
        Entry.Done once = new Entry.Done(at("a", "0/tasks/0"), List.of("a", "b"), "p", true, "", "");
        Past past = new Past(List.of(once));
        assertEquals(Optional.of(once), past.taken(at("b", "0/tasks/0"), "p"));
        assertTrue(past.hasChanged(at("b", "0/tasks/0")));
        assertEquals(Optional.empty(), past.taken(at("c", "0/tasks/0"), "p"));
        Past again = new Past(List.of(once, changing("0/tasks/0")));
        assertEquals(Optional.empty(), again.taken(at("b", "0/tasks/0"), "p"));
        assertTrue(again.hasChanged(at("b", "0/tasks/0")));
    }
}
