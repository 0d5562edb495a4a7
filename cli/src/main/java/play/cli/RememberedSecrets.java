package play.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.run.Access;
import play.value.Secret;
import play.vault.VaultPassword;

/** Asks for each password once, however many runs need it. */
final class RememberedSecrets implements Secrets {
    private static final Set<String> QUESTIONS =
            Set.of("--ask-pass", "--ask-become-pass", "--connection-password-file", "--become-password-file");

    private final List<VaultPassword> vault;
    private final Secrets source;
    private Optional<Access> first = Optional.empty();

    /** @param source asked the first time for how hosts are reached */
    RememberedSecrets(List<VaultPassword> vault, Secrets source) {
        this.vault = List.copyOf(vault);
        this.source = source;
    }

    @Override
    public List<VaultPassword> vault(Arguments arguments) {
        return vault;
    }

    @Override
    public Access access(Arguments arguments) throws UsageException, InterruptedException {
        if (first.isEmpty()) {
            first = Optional.of(source.access(arguments));
            return first.get();
        }
        Access now = source.access(arguments.without(QUESTIONS));
        Optional<Secret> become = first.get().become().password();
        return new Access(
                now.home(),
                now.localUser(),
                now.user(),
                now.privateKey(),
                now.connection(),
                first.get().password(),
                new Access.BecomeDefaults(
                        now.become().wanted(), now.become().user(), now.become().method(), become),
                now.checking(),
                now.timing());
    }
}
