package play.run;

import java.util.Map;
import java.util.Optional;
import play.converge.ModuleResult;
import play.event.Outcome;
import play.host.HostException;

/** The one place where what a host could not do becomes an outcome. */
final class LostHost {
    private LostHost() {}

    /** @param pending why a user or a program that is missing now may be there by then */
    static ModuleResult of(HostException e, Optional<String> pending) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case HostException.Unreachable unreachable -> unreachable(message);
            case HostException.Interrupted interrupted ->
                unreachable("the connection broke while the task ran; it may have done its work in part: " + message);
            case HostException.BecomeFailed become ->
                pending.map(why -> ModuleResult.cannotTell(message + ", and " + why))
                        .orElseGet(() -> ModuleResult.failed(message));
            case HostException.TimedOut overdue -> ModuleResult.failed(message);
            case HostException.UploadFailed upload -> ModuleResult.failed(message);
        };
    }

    private static ModuleResult unreachable(String message) {
        return ModuleResult.of(new Outcome.Unreachable(message, false), Map.of("msg", message, "unreachable", true));
    }
}
