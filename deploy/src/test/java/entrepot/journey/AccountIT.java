package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.proof.Answer;
import entrepot.proof.Client;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A member enters where its money shall go: what it typed stays until it is right, and what is offered is what banks there know. */
class AccountIT {

    private static RunningPortal portal;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        portal = RunningPortal.shared();
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @Test
    void what_was_typed_for_another_kind_than_the_first_one_is_read_checked_and_kept() {
        try (Person agent = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("lin")) {
            agent.goTo("/agent/wallet/account").choose("account:kind", "CN_BANK").choose("account:kind", "ALIPAY").await("account:number");
            assertThat(agent.find("#account\\:kind option").allInnerTexts()).noneMatch(kind -> kind.contains("IBAN"));
            agent.choose("account:kind", "CN_BANK").await("account:bankName").fill("account:number", "6222021207031415926").fill("account:holder", "Lin")
                    .fill("account:bankName", "ICBC Hangzhou").fill("account:bankCode", "12345").press("account:do");
            assertThat(agent.field("account:bankName").inputValue()).isEqualTo("ICBC Hangzhou");
            assertThat(agent.field("account:bankCode").inputValue()).isEqualTo("12345");
        }
        try (Person agent = new Person(portal, chromium.browser(), "globex", "en-GB").signIn("emma")) {
            agent.goTo("/agent/wallet/account");
            assertThat(agent.find("#account\\:kind option").allInnerTexts()).hasSize(2).noneMatch(kind -> kind.contains("Alipay"));
            agent.choose("account:kind", "WALLET").choose("account:kind", "IBAN").await("account:bic").fill("account:number", "GB33BUKB20201555555555")
                    .fill("account:holder", "Emma Lane").fill("account:bic", "BADBIC").press("account:do").picture("account-bic-refused");
            assertThat(agent.field("account:bic").inputValue()).isEqualTo("BADBIC");
            assertThat(agent.text()).contains("BIC");
        }
    }

    @Test
    void the_fields_of_a_kind_that_the_page_does_not_open_on_are_read_too() {
        Client client = new Client(portal);
        String key = client.signIn("song@acme.example").makeKey("account");
        Answer entered = client.call(key, "PUT", "/api/agent/v1/payee-account",
                "{\"kind\":\"IBAN\",\"number\":\"GB33BUKB20201555555555\",\"holder\":\"Song\"}", "Idempotency-Key", UUID.randomUUID().toString());
        // the same account a second time is refused, and there all the same
        assertThat(entered.status()).as(entered.body()).isIn(200, 409);
        try (Person agent = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("song")) {
            agent.goTo("/agent/wallet/account").choose("account:kind", "CN_BANK").await("account:bankName").fill("account:number", "6222021207031415926")
                    .fill("account:holder", "Song").fill("account:bankName", "ICBC Hangzhou").fill("account:bankCode", "12345").press("account:do");
            assertThat(agent.field("account:bankCode").inputValue()).isEqualTo("12345");
            agent.choose("account:kind", "IBAN").await("account:bic").fill("account:number", "GB33BUKB20201555555555").fill("account:holder", "Song")
                    .fill("account:bic", "BADBIC").press("account:do");
            assertThat(agent.field("account:bic").inputValue()).isEqualTo("BADBIC");
        }
    }
}
