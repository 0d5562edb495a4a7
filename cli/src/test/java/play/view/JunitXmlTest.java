package play.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import play.event.RunEvent;

/** Pipelines read the file as XML, whatever hosts have said. */
class JunitXmlTest {
    private static Document document() throws Exception {
        RunView view = new RunView();
        new Told(view).smallRun();
        return document(view);
    }

    private static Document document(RunView view) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitXml.of(view))));
    }

    private static Element testCase(Document document, int index) {
        return (Element) document.getElementsByTagName("testcase").item(index);
    }

    @Test
    void countsAreThoseOfItsCases() throws Exception {
        Element suite = (Element) document().getElementsByTagName("testsuite").item(0);
        assertEquals("Web servers", suite.getAttribute("name"));
        assertEquals("6", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("0", suite.getAttribute("errors"));
        assertEquals("1", suite.getAttribute("skipped"));
        assertEquals(6, suite.getElementsByTagName("testcase").getLength());
    }

    /** A pipeline would take a run that was killed for one that has passed. */
    @Test
    void whatTheEndOfTheRunCutOffIsAnError() throws Exception {
        RunView view = new RunView();
        new Told(view)
                .begun(false, Told.WEB1, Told.WEB2)
                .event(new RunEvent.HostStarted(Told.task("0/tasks/0", "Slow"), Told.WEB1));
        Document document = document(view);
        for (String element : List.of("testsuites", "testsuite")) {
            Element counts = (Element) document.getElementsByTagName(element).item(0);
            assertEquals("1", counts.getAttribute("tests"));
            assertEquals("1", counts.getAttribute("errors"));
        }
        Element cut = testCase(document, 0);
        assertEquals("Web servers.web1", cut.getAttribute("classname"));
        assertEquals("Slow", cut.getAttribute("name"));
        assertEquals(1, cut.getElementsByTagName("error").getLength());
    }

    @Test
    void aCaseIsATaskOnAHost() throws Exception {
        Element write = testCase(document(), 0);
        assertEquals("Web servers.web1", write.getAttribute("classname"));
        assertEquals("Write", write.getAttribute("name"));
        assertEquals("site.yml", write.getAttribute("file"));
        assertEquals("3", write.getAttribute("line"));
        assertEquals("0.500", write.getAttribute("time"));
    }

    @Test
    void aFailureSaysWhyAndWhere() throws Exception {
        Element failure = (Element)
                testCase(document(), 4).getElementsByTagName("failure").item(0);
        assertEquals("bad <words> & \\x1b[31m]]>", failure.getAttribute("message"));
        String text = failure.getTextContent();
        assertTrue(text.contains("\nmore\n"), text);
        assertTrue(text.contains("--> site.yml:3:7"), text);
        assertTrue(text.contains("\"rc\": 1"), text);
    }

    @Test
    void whatWasRescuedIsNoFailure() throws Exception {
        Element rescued = testCase(document(), 5);
        assertEquals(0, rescued.getElementsByTagName("failure").getLength());
        assertEquals("rescued: mended", rescued.getTextContent().strip());
    }
}
