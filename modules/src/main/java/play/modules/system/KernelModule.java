package play.modules.system;

import play.host.HostState;

/** A module of the kernel. */
public sealed interface KernelModule extends HostState {
    /** In the kernel: loaded. */
    record Loaded() implements KernelModule {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** In the kernel: a part of it, which can not be taken out. */
    record Builtin() implements KernelModule {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** Not in the kernel, but on the disk. */
    record Unloaded() implements KernelModule {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** Nowhere. */
    record Missing() implements KernelModule {
        @Override
        public boolean present() {
            return false;
        }
    }
}
