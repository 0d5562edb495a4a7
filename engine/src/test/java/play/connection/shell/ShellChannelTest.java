package play.connection.shell;

/** The contract, by the {@code sh} of this machine. */
final class ShellChannelTest extends ShellContract {
    @Override
    ShellChannel open() throws Exception {
        return Shells.local();
    }
}
