package play.run;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.expression.ExpressionException;
import play.host.EnvironmentVariable;
import play.host.Home;
import play.host.Homes;
import play.host.HostException;
import play.host.HostState;
import play.host.Observed;
import play.param.UnknownValueException;
import play.value.Unknown;

/**
 * What paths on a host may name besides directories: homes, variables, and where commands begin. Only binding tells
 * what of it is needed, at whatever depth: what is not known is noted, and after it was {@link #learn learnt} one binds
 * again.
 */
final class PathParts {
    private static final String NOT_ASKED = "it is not asked for yet";

    private final Map<String, Observed<Home>> homes = new HashMap<>();
    private final Map<String, Observed<EnvironmentVariable>> variables = new HashMap<>();
    private final Set<String> missingHomes = new LinkedHashSet<>();
    private final Set<String> missingVariables = new LinkedHashSet<>();

    /** Notes that homes are needed before anybody asks for them. */
    void expect(Set<String> accounts) {
        missingHomes.addAll(accounts);
    }

    /** Asks for what was missing; whether anything was. */
    boolean learn(PathLookup lookup) throws HostException, ExpressionException, InterruptedException {
        boolean any = !missingHomes.isEmpty() || !missingVariables.isEmpty();
        if (!missingVariables.isEmpty()) {
            Map<String, Observed<EnvironmentVariable>> told = lookup.variables(Set.copyOf(missingVariables));
            missingVariables.forEach(name -> variables.put(
                    name, told.getOrDefault(name, Observed.read(new EnvironmentVariable(Optional.empty())))));
            missingVariables.clear();
        }
        if (!missingHomes.isEmpty()) {
            Map<String, Observed<Home>> told = lookup.homes(Set.copyOf(missingHomes));
            missingHomes.forEach(account -> homes.put(account, told.getOrDefault(account, untold(account))));
            missingHomes.clear();
        }
        return any;
    }

    private static Observed<Home> untold(String account) {
        return account.equals(Homes.HERE)
                ? new Observed.Unknown<>("nothing is done on a host")
                : Observed.read(new Home(""));
    }

    /** The home of an account; none where the host has no such account. */
    Optional<String> home(String account) throws UnknownValueException {
        Home home = known(homes, account, missingHomes, "");
        return home.present() ? Optional.of(home.path()) : Optional.empty();
    }

    Optional<String> variable(String name) throws UnknownValueException {
        return known(variables, name, missingVariables, "the variable " + name + " is unknown: ")
                .value();
    }

    String directory() throws UnknownValueException {
        return known(homes, Homes.HERE, missingHomes, "the directory that commands run in is unknown: ")
                .path();
    }

    private static <S extends HostState> S known(
            Map<String, Observed<S>> states, String id, Set<String> missing, String what) throws UnknownValueException {
        return switch (states.get(id)) {
            case null -> {
                missing.add(id);
                throw new UnknownValueException(new Unknown(what + NOT_ASKED));
            }
            case Observed.Unknown<S>(String reason) -> throw new UnknownValueException(new Unknown(what + reason));
            case Observed.Known<S>(S state, var how) -> state;
        };
    }
}
