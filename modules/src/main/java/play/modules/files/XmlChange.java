package play.modules.files;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Node;
import play.param.Presence;
import play.value.Bytes;
import play.value.Content;
import play.value.Values;

/** What a task makes of an XML text. */
record XmlChange(XmlModule.Params params) {
    private static final Pattern ENCODING = Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']*)[\"']");

    /** Why the text can't be edited so. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String why) {
            super(why);
        }
    }

    static XmlChange of(XmlModule.Params params) {
        return new XmlChange(params);
    }

    /** The text afterwards: the same where the tree is. */
    String edit(String text) {
        if (params.asks()) {
            // Whether it selects what can be looked at is told in a dry run, too.
            found(text);
            return text;
        }
        XmlText xml = read(text, true);
        String before = XmlWriter.text(xml.document().getDocumentElement());
        XmlText changed = params.stripCdataTags() ? read(text, false) : xml;
        try {
            change(edit(changed));
        } catch (XmlEdit.Refused refused) {
            throw new Unfit(refused.why());
        }
        if (params.prettyPrint()) {
            XmlLayout.apply(changed.document().getDocumentElement(), 0);
        }
        if (XmlWriter.text(changed.document().getDocumentElement()).equals(before)) {
            return text;
        }
        String after = changed.toString();
        if (!isXml(after)) {
            throw new Unfit("it would be no XML afterwards: a value has characters that XML cannot hold");
        }
        return text.contains("\r\n") ? after.replace("\r\n", "\n").replace("\n", "\r\n") : after;
    }

    private static boolean isXml(String text) {
        try {
            XmlText.of(text, true);
            return true;
        } catch (XmlText.Unreadable e) {
            return false;
        }
    }

    List<Node> found(String text) {
        try {
            return edit(read(text, true)).found();
        } catch (XmlEdit.Refused refused) {
            throw new Unfit(refused.why());
        }
    }

    private static XmlText read(String text, boolean keepCdata) {
        Matcher encoding = ENCODING.matcher(text);
        if (encoding.lookingAt() && !encoding.group(1).matches("(?i)utf-?8|us-ascii|ascii")) {
            throw new Unfit("its encoding is " + encoding.group(1) + "; only UTF-8 is edited");
        }
        try {
            return XmlText.of(text, keepCdata);
        } catch (XmlText.Unreadable e) {
            throw new Unfit("the file " + e.getMessage());
        }
    }

    private XmlEdit edit(XmlText xml) {
        return new XmlEdit(xml.document(), params.xpath().orElse("/*"), params.names());
    }

    private void change(XmlEdit edit) throws XmlEdit.Refused {
        if (params.state() == Presence.ABSENT) {
            edit.remove();
        } else if (params.value().isPresent()) {
            edit.set(
                    params.attribute(),
                    params.value().flatMap(Content::bytes).map(Bytes::utf8).orElse(""));
        } else if (params.addChildren().isPresent()) {
            add(edit, children(edit, params.addChildren()));
        } else if (params.setChildren().isPresent()) {
            edit.replace(children(edit, params.setChildren()));
        } else {
            edit.make();
        }
    }

    private void add(XmlEdit edit, List<Node> children) throws XmlEdit.Refused {
        if (params.insertbefore() || params.insertafter()) {
            edit.addBeside(children, params.insertbefore());
        } else {
            edit.add(children);
        }
    }

    private List<Node> children(XmlEdit edit, Optional<Object> written) throws XmlEdit.Refused {
        Object plain = Values.revealed(written.orElse(List.of()));
        List<?> all = plain instanceof List<?> list ? list : List.of(String.valueOf(plain));
        return params.inputType() == XmlModule.Input.XML
                ? XmlChildren.ofXml(all)
                : new XmlChildren(edit.document(), edit.names()).of(all);
    }
}
