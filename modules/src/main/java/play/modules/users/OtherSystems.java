package play.modules.users;

import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.param.NoEffect;

/** What Ansible takes of a user for other systems than Linux. */
record OtherSystems(
        @Doc("Authorizations, on Solaris.") @NoEffect("Linux has none. Leave it out.")
        Optional<String> authorization,

        @Doc("Profiles, on Solaris.") @NoEffect("Linux has none. Leave it out.")
        Optional<String> profile,

        @Doc("Roles, on Solaris.") @NoEffect("Linux has none. Leave it out.")
        Optional<String> role,

        @Doc("Login class, on the BSDs.") @NoEffect("Linux has none. Leave it out.")
        Optional<String> loginClass,

        @Doc("Whether the login window leaves the user out, on macOS.")
        @NoEffect("Linux has no such setting. Leave it out.")
        @Default("false")
        boolean hidden,

        @Doc("The SELinux user.")
        @NoEffect("Users are mapped by `semanage login`, which is not done here. Leave it out.")
        Optional<String> seuser) {}
