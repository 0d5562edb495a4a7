package play.modules.firewall;

import java.util.Optional;
import play.host.HostState;
import play.value.Foreseen;

/** A table of nftables as the kernel has it. */
sealed interface NftTable extends HostState {
    NftTable ABSENT = new Absent();

    /** There is none of this name. */
    record Absent() implements NftTable {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** It is there, and stays. */
    record Loaded(Foreseen<NftRules> rules) implements NftTable {
        @Override
        public boolean present() {
            return true;
        }

        @Override
        public Optional<String> text() {
            return rules instanceof Foreseen.Exactly<NftRules>(NftRules known)
                    ? Optional.of(known.listing())
                    : Optional.empty();
        }
    }

    /** An earlier run has loaded it and was not heard of since: the host is about to take it back. */
    record Pending() implements NftTable {
        @Override
        public boolean present() {
            return true;
        }
    }
}
