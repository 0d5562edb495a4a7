package play.run;

import play.value.TemplateStyle;

/**
 * How files of the controller are read.
 *
 * @param opened whether those that are encrypted as a whole are decrypted; what they hold is secret then
 * @param followed whether links in folders are followed; else they are told as links
 * @param style how templates are written
 */
record FileReading(boolean opened, boolean followed, TemplateStyle style) {
    static final FileReading USUAL = new FileReading(true, true, TemplateStyle.USUAL);
}
