package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import play.modules.files.XmlEdit.Refused;

/**
 * The steps of an XPath, as far as they can be made where they select nothing.
 *
 * @param names as the XPath has them
 */
record XmlSteps(Document document, XmlNames names) {
    /** A step that can be made where it is missing: a name, with conditions on attributes, text or a child's text. */
    private static final Pattern STEP = Pattern.compile("(@?)([A-Za-z_][\\w.:-]*)((?:\\[[^\\]]*\\])*)");

    private static final Pattern CONDITION =
            Pattern.compile("\\[\\s*(@?[A-Za-z_][\\w.:-]*|text\\(\\))\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*\\]"
                    + "|\\[\\s*(@?[A-Za-z_][\\w.:-]*)\\s*\\]");

    /** The steps, outermost first. */
    static List<String> of(String xpath) throws Refused {
        List<String> steps = new ArrayList<>();
        String rest = xpath.strip();
        while (!rest.isEmpty()) {
            Matcher step = STEP.matcher(rest.replaceFirst("^/", ""));
            if (!rest.startsWith("/") || !step.lookingAt()) {
                throw new Refused("xpath " + xpath + " selects nothing, and is not one that can be made: only"
                        + " /name[@attribute='value']/name is");
            }
            steps.add(step.group());
            rest = rest.substring(1 + step.end());
        }
        return steps;
    }

    /** Makes what a step selects, with all of its conditions. */
    void make(Element parent, String written) throws Refused {
        Matcher step = STEP.matcher(written);
        if (!step.matches()) {
            throw new Refused("a step that cannot be made: " + written);
        }
        if (step.group(1).equals("@")) {
            names.set(parent, step.group(2), "");
            XmlNames.declare(parent);
            return;
        }
        Element made = child(parent, step.group(2));
        Matcher conditions = CONDITION.matcher(step.group(3));
        int end = 0;
        while (conditions.find() && conditions.start() == end) {
            end = conditions.end();
            hold(made, conditions);
        }
        if (end != step.group(3).length()) {
            throw new Refused("the condition " + step.group(3).substring(end)
                    + " is not one that can be brought about; only [@attribute='value'], [name='text'] and"
                    + " [text()='text'] are");
        }
    }

    private void hold(Element made, Matcher condition) throws Refused {
        boolean bare = condition.group(4) != null;
        String name = bare ? condition.group(4) : condition.group(1);
        String value = bare ? "" : condition.group(2) == null ? condition.group(3) : condition.group(2);
        if (name.startsWith("@")) {
            names.set(made, name.substring(1), value);
            XmlNames.declare(made);
        } else if (name.equals("text()")) {
            made.setTextContent(value);
        } else {
            child(made, name).setTextContent(value);
        }
    }

    private Element child(Element parent, String name) throws Refused {
        Element made = names.element(document, name);
        parent.appendChild(made);
        XmlNames.settle(made);
        return made;
    }
}
