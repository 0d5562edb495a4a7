package play.modules.helm;

import play.host.HostState;

/** What Helm says it would do with a chart. */
sealed interface HelmRender extends HostState {
    /** It takes it; this would be deployed. */
    record Accepted(HelmRelease release) implements HelmRender {}

    /** It refuses it, in its own words. */
    record Refused(String why) implements HelmRender {}

    @Override
    default boolean present() {
        return true;
    }
}
