package play.modules.files;

import play.module.Plan;

/** Carries out of a reckoning that something cannot be done (yet). */
final class Hindered extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Plan plan;

    Hindered(Plan plan) {
        super(plan.toString());
        this.plan = plan;
    }

    Plan plan() {
        return plan;
    }
}
