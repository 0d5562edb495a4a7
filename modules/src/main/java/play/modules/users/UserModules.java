package play.modules.users;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of users and groups. */
public final class UserModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new AuthorizedKeyModule(), new GetentModule(), new GroupModule(), new UserModule());
    }
}
