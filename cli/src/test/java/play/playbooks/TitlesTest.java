package play.playbooks;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import play.source.SourceFile;
import play.yaml.YamlNode;

/**
 * The titles of the curated plays, tasks, blocks and handlers: each is an imperative that makes sense alone, so that a
 * line of a log tells which task it is about.
 */
class TitlesTest {
    /** Every verb that a title begins with. Another is added here when a task needs it. */
    private static final Set<String> VERBS = Set.of(("""
                    Add Allow Apply Bootstrap Check Close Compare Configure Connect Copy Cordon Create Defragment
                    Delete Deploy Disable Drain Enable Find Generate Import Initialize Install Issue Join Label
                    Link List Load Look Mark Move Open Prepare Promote Reach Read Record Register Reload Remove
                    Renew Report Require Restart Restore Revoke Roll Run Save Scale Select Set Start Stop Taint
                    Take Try Uncordon Unmount Upgrade Verify Wait Warn Write
                    """).split("\\s+"));

    /** A title and where it stands; {@code text} is empty where there is none. */
    private record Title(String text, String place) {
        String verb() {
            return text.split(" ")[0];
        }
    }

    @Test
    void everyTitleIsAnImperative() throws IOException {
        assertEquals(List.of(), faults(all()));
    }

    @Test
    void everyVerbIsOfATitle() throws IOException {
        assertEquals(
                new TreeSet<>(VERBS), all().stream().map(Title::verb).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Titles of different roles meet in one play, so they differ too; a file of plays is read by itself. */
    @Test
    void noTwoTasksOfTheRolesHaveTheSameTitle() throws IOException {
        assertEquals(
                List.of(),
                all().stream().collect(groupingBy(title -> house(title) + ": " + title.text())).values().stream()
                        .filter(same -> same.size() > 1)
                        .map(List::toString)
                        .sorted()
                        .toList());
    }

    @Test
    void theSearchSeesWhatIsNoTitle() {
        List<Title> titles = new ArrayList<>();
        gather(CuratedPlaybooksTest.parsed(new SourceFile("t.yml", """
                        - hosts: all
                          tasks:
                            - name: It is not
                              block:
                                - ping:
                              rescue:
                                - name: Folders
                                  ping:
                                - name: install etcd
                                  ping:
                                - name: Install etcd
                                  ping:
                        """)), "t.yml", titles);
        assertEquals(
                List.of("", "It is not", "", "Folders", "install etcd"),
                faults(titles).stream().map(Title::text).toList());
    }

    private static List<Title> faults(List<Title> titles) {
        return titles.stream()
                .filter(title -> !VERBS.contains(title.verb()) || !title.text().contains(" "))
                .toList();
    }

    private static String house(Title title) {
        return title.place().startsWith("roles/") ? "roles" : title.place().replaceAll(":.*", "");
    }

    private static List<Title> all() throws IOException {
        List<Title> titles = new ArrayList<>();
        for (Path file : CuratedPlaybooksTest.taskFiles()) {
            gather(CuratedPlaybooksTest.document(file), CuratedPlaybooksTest.inFolder(file), titles);
        }
        return titles;
    }

    private static void gather(YamlNode steps, String file, List<Title> titles) {
        for (YamlNode item : ((YamlNode.Sequence) steps).items()) {
            YamlNode.Mapping step = (YamlNode.Mapping) item;
            titles.add(new Title(
                    step.get("name").map(name -> name.span().text().strip()).orElse(""),
                    file + ":" + step.span().from().line()));
            step.entries().stream()
                    .filter(entry ->
                            CuratedPlaybooksTest.STEPS.contains(entry.key().text()))
                    .forEach(entry -> gather(entry.value(), file, titles));
        }
    }
}
