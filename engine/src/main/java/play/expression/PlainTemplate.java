package play.expression;

import play.value.Content;

/** A text without anything to evaluate. */
record PlainTemplate(String source) implements Template {
    @Override
    public Object value(Scope scope) {
        return source;
    }

    @Override
    public Content content(Scope scope) {
        return Content.of(source);
    }

    @Override
    public TemplateNames names() {
        return TemplateNames.NONE;
    }

    @Override
    public boolean isPlain() {
        return true;
    }
}
