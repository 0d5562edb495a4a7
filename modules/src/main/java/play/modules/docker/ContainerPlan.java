package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.host.Effect;
import play.host.Reach;
import play.module.Action;
import play.module.Plan;
import play.modules.docker.ContainerNetworking.Membership;
import play.modules.docker.DockerContainerModule.State;
import play.value.Foreseen;

/** How a container comes to be as a task wants it. */
record ContainerPlan(DockerContainerModule.Params params, DockerContainer now) {
    Plan absent() {
        return now.present()
                ? change(
                        "remove",
                        List.of(DockerAccess.call(removing())),
                        List.of(new Effect.Sets<>(params.key(), DockerContainer.ABSENT)))
                : Plan.UNCHANGED;
    }

    /** @param image that the container is to be made of, where the task names one */
    Plan of(Optional<DockerImage> image) {
        boolean missing = image.filter(DockerImage::present).isEmpty();
        if (missing && image.isPresent() && params.pull().equalsIgnoreCase("never")) {
            return new Plan.Rejected("there is no image " + params.image().orElse("") + "; docker_image brings one");
        }
        boolean compared =
                now.present() && !missing && !params.comparison("image").equals("ignore");
        if (compared && image.get().id() instanceof Foreseen.Later<String>(String why) && !params.recreate()) {
            return new Plan.Undetermined(why);
        }
        boolean other = compared && !now.image().is(plain(image.get()));
        boolean anew = now.present() && (params.recreate() || other || isOther() || (image.isPresent() && missing));
        if ((anew || !now.present()) && image.isEmpty()) {
            return new Plan.Rejected("say by 'image' what the container " + params.name() + " is to be made of");
        }
        return steps(anew, image, missing);
    }

    private static String plain(DockerImage image) {
        return image.id() instanceof Foreseen.Exactly<String>(String id) ? DockerContainer.plain(id) : "";
    }

    private Plan steps(boolean anew, Optional<DockerImage> image, boolean missing) {
        List<String> calls = new ArrayList<>();
        boolean made = anew || !now.present();
        if (made && missing) {
            calls.add(DockerAccess.call(
                    DockerImageModule.pulling(params.imageKey().orElseThrow().id(), Optional.empty())));
        }
        if (anew) {
            calls.add(DockerAccess.call(removing()));
        }
        if (made) {
            calls.add(creating());
        }
        memberships(made).forEach(one -> calls.add(DockerAccess.call(connecting(one))));
        boolean runs = now.running() && !made;
        boolean wanted = params.state() == State.STARTED || (params.state() == State.PRESENT && runs);
        if (wanted && !runs) {
            calls.add(DockerAccess.call(List.of("start", params.name())));
        } else if (wanted && params.restart()) {
            calls.add(DockerAccess.call(List.of("restart", params.name())));
        } else if (!wanted && runs) {
            calls.add(DockerAccess.call(List.of(params.forceKill() ? "kill" : "stop", params.name())));
        }
        if (calls.isEmpty()) {
            return Plan.UNCHANGED;
        }
        Foreseen<String> id = made
                ? (missing
                        ? DockerImage.COMING.id()
                        : image.map(DockerImage::id).orElse(now.image()).map(DockerContainer::plain))
                : now.image();
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Sets<>(params.key(), DockerContainer.after(wanted, id)));
        params.imageKey()
                .ifPresent(key -> effects.add(
                        new Effect.Sets<>(key, missing ? DockerImage.COMING : image.orElse(DockerImage.COMING))));
        String verb = anew ? "make anew" : made ? "make" : wanted == runs ? "change" : wanted ? "start" : "stop";
        return change(verb, calls, effects);
    }

    /** Whether what is there is otherwise than the task says, apart from image and networks. */
    private boolean isOther() {
        if (!(now.aspects() instanceof Foreseen.Exactly<ContainerAspects.Held>(ContainerAspects.Held held))) {
            return false;
        }
        List<ContainerOption> options = new ArrayList<>(ContainerWish.of(params));
        params.command()
                .ifPresent(words -> options.add(ContainerOption.one("command", List.of(), ContainerWish.line(words))));
        return options.stream().anyMatch(option -> {
            Set<String> there = held.of(option.name());
            return switch (params.comparison(option.name().replaceFirst("-.*", ""))) {
                case "ignore" -> false;
                case "strict" -> !there.equals(option.wanted());
                case "allow_more_present" -> !there.containsAll(option.wanted());
                default -> !option.isMet(there);
            };
        });
    }

    private List<String> removing() {
        List<String> words = new ArrayList<>(List.of("rm", "--force"));
        if (!params.keepVolumes()) {
            words.add("--volumes");
        }
        words.add(params.name());
        return words;
    }

    private String creating() {
        List<String> words = new ArrayList<>(List.of("create", "--name", params.name()));
        ContainerWish.of(params).forEach(option -> words.addAll(option.words()));
        if (params.networking().networkMode().isEmpty()) {
            params.networking().memberships().stream().findFirst().ifPresent(first -> {
                words.addAll(List.of("--network", first.name()));
                words.addAll(known(first, "--network-alias"));
            });
        }
        words.add(params.imageKey().orElseThrow().id());
        params.entrypoint()
                .map(WordList::words)
                .filter(all -> all.size() > 1)
                .ifPresent(all -> words.addAll(all.subList(1, all.size())));
        params.command().ifPresent(all -> words.addAll(all.words()));
        String call = DockerAccess.call(words);
        return params.env().map(env -> EnvironmentFile.of(env).around(call)).orElse(call);
    }

    private static List<String> known(Membership one, String aliases) {
        List<String> words = new ArrayList<>();
        one.aliases().orElse(List.of()).forEach(name -> words.addAll(List.of(aliases, name)));
        one.ipv4Address().ifPresent(address -> words.addAll(List.of("--ip", address)));
        one.ipv6Address().ifPresent(address -> words.addAll(List.of("--ip6", address)));
        return words;
    }

    /** Networks that it is still to be put in. */
    private List<Membership> memberships(boolean made) {
        List<Membership> all = params.networking().memberships();
        if (made) {
            boolean first = params.networking().networkMode().isEmpty() && !all.isEmpty();
            return first ? all.subList(1, all.size()) : all;
        }
        return all.stream()
                .filter(one ->
                        now.aspects() instanceof Foreseen.Exactly<ContainerAspects.Held>(ContainerAspects.Held held)
                                && !held.of("networks").contains(one.name()))
                .toList();
    }

    private List<String> connecting(Membership one) {
        List<String> words = new ArrayList<>(List.of("network", "connect"));
        words.addAll(known(one, "--alias"));
        words.addAll(List.of(one.name(), params.name()));
        return words;
    }

    private Plan change(String verb, List<String> calls, List<Effect> effects) {
        String title = verb + " the container " + params.name();
        List<Effect> all = new ArrayList<>();
        all.add(new Effect.Opaque(
                "what a container does is known after the run",
                Reach.of(
                        Reach.PATHLESS,
                        Reach.paths(
                                "/var/lib/docker",
                                "/var/lib/containers",
                                "/var/lib/cni",
                                "/run",
                                "/etc/cni",
                                "/etc/containers"))));
        all.addAll(effects);
        return new Plan.Change(
                title, new Action.Run(title, params.access().doing("set -e\n" + String.join("", calls)), all));
    }
}
