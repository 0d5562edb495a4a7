package play.vars;

import java.util.List;

/**
 * What the play under way says to what is evaluated.
 *
 * @param roles what its roles say to all of it
 * @param seen whether it is said; what others read of a host in {@code hostvars} holds in every play
 */
record PlayUnderWay(PlayVars vars, PlayRoles roles, boolean seen) {
    static final PlayUnderWay NONE = of(PlayVars.NONE);

    static PlayUnderWay of(PlayVars vars) {
        return new PlayUnderWay(vars, new PlayRoles(vars.roles()), true);
    }

    /** The same where nothing of a play is said but where its playbook is. */
    PlayUnderWay unseen() {
        return new PlayUnderWay(PlayVars.NONE.in(vars.folder()), new PlayRoles(List.of()), false);
    }
}
