package play.rule;

import java.util.List;

/** Rules that know the modules of an area, found by {@link java.util.ServiceLoader}. */
public interface RuleSet {
    List<LintRule<Project>> rules();
}
