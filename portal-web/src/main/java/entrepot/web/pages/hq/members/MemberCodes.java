package entrepot.web.pages.hq.members;

import entrepot.network.NetworkPermission;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShops;
import entrepot.onboarding.Applications;
import entrepot.onboarding.OnboardingPermission;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds members, sub-shops and applications by their codes. */
@ApplicationScoped
class MemberCodes implements CodeFinder {

    @Inject
    private Organisations organisations;
    @Inject
    private SubShops subShops;
    @Inject
    private Applications applications;

    @Override
    public Optional<String> find(Actor actor, String code) {
        if (code.startsWith("SHP-") && actor.may(NetworkPermission.SHOPS_READ)) {
            return subShops.find(actor, code).map(shop -> actor.may("area:agent") ? "/agent/shops/detail?code=" + code
                    : "/hq/members/detail?code=" + organisations.get(actor, shop.organisation()).code());
        }
        if (code.startsWith("ORG-") && actor.may("area:hq") && actor.may(NetworkPermission.READ)) {
            return organisations.find(actor, code).filter(member -> !member.headquarters()).map(Organisation::code).map(found -> "/hq/members/detail?code=" + found);
        }
        if (code.startsWith("APP-") && actor.may("area:hq") && actor.may(OnboardingPermission.READ)) {
            return applications.find(actor, code).map(found -> "/hq/members/application?code=" + code);
        }
        return Optional.empty();
    }
}
