package entrepot.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MembershipTest {

    @Test
    void a_member_comes_back_from_suspension_but_never_from_its_end() {
        assertThat(OrganisationState.TRANSITIONS.next(OrganisationState.ACTIVE))
                .containsExactlyInAnyOrder(OrganisationState.SUSPENDED, OrganisationState.ENDING);
        assertThat(OrganisationState.TRANSITIONS.next(OrganisationState.SUSPENDED))
                .containsExactlyInAnyOrder(OrganisationState.ACTIVE, OrganisationState.ENDING);
        assertThat(OrganisationState.TRANSITIONS.next(OrganisationState.ENDING))
                .containsExactly(OrganisationState.CLOSED);
        assertThat(OrganisationState.TRANSITIONS.next(OrganisationState.CLOSED)).isEmpty();
    }

    @Test
    void a_sub_shop_is_stopped_and_opened_again_until_it_is_closed() {
        assertThat(SubShopState.TRANSITIONS.next(SubShopState.OPEN))
                .containsExactlyInAnyOrder(SubShopState.STOPPED, SubShopState.CLOSED);
        assertThat(SubShopState.TRANSITIONS.next(SubShopState.STOPPED))
                .containsExactlyInAnyOrder(SubShopState.OPEN, SubShopState.CLOSED);
        assertThat(SubShopState.TRANSITIONS.next(SubShopState.CLOSED)).isEmpty();
    }
}
