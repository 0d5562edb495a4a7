package play.playbook;

import java.util.List;
import play.source.Span;

/**
 * Steps that belong together, with those that follow a failure and those that follow in any case.
 *
 * @param role whether they are all the tasks of the role they belong to
 */
public record Block(
        Data name,
        List<Step> body,
        List<Step> rescue,
        List<Step> always,
        Settings settings,
        Context context,
        boolean role,
        Span span)
        implements Step {
    public Block {
        body = List.copyOf(body);
        rescue = List.copyOf(rescue);
        always = List.copyOf(always);
    }
}
