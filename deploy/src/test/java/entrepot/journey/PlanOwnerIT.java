package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The manager writes the next plan, sees what it would have cost, and proposes it; finance approves it with that before its eyes. */
class PlanOwnerIT {

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
    void a_plan_is_written_simulated_proposed_and_approved_by_another() {
        String plan;
        String from;
        try (Person owner = new Person(portal, chromium.browser(), "acme", "zh-CN").signIn("manager")) {
            assertThat(owner.goTo("/desk").find("nav a[href='/hq/prices/list']").innerText()).as("the way there").contains("佣金");
            owner.goTo("/hq/plans/list");
            assertThat(owner.text()).as("the example is called so in one's own language").contains("示例方案，待确认");
            owner.pressAndConfirm("begin:go");
            plan = owner.parameter("code");

            // far away, so that what others do in this portal earns by the plan of before
            String year = Integer.toString(Integer.parseInt(owner.field("edit:from").inputValue().substring(0, 4)) + 3);
            from = year + "-01-01";
            owner.fill("edit:from", from).fill("edit:name", "冬季返利").choose("edit:rules:0:way", "whole").fill("edit:rules:0:rate", "20000: 2; 5000: 1").press("edit:save");
            assertThat(owner.find(".field:has([id='edit:rules:0:rate']) .ui-message-error").innerText()).as("what is wrong stands at its field").contains("阶梯");
            owner.fill("edit:rules:0:rate", "5000: 0.5; 20000: 1.5").fill("edit:rules:1:rate", "1.5").press("edit:save");
            assertThat(owner.text()).contains("请先对当前草稿做一次试算");
            assertThat(owner.goTo("/desk").text()).as("a draft waits for its owner").contains("待完成并提交的佣金方案");

            owner.goTo("/hq/plans/detail?code=" + plan).fill("edit:rules:0:rate", "5000: x").chooseNth("try:month", 0).press("try:go");
            assertThat(owner.find(".field:has([id='edit:rules:0:rate']) .ui-message-error").innerText()).as("nothing is simulated but what is seen").isNotBlank();
            owner.fill("edit:rules:0:rate", "5000: 0.6; 20000: 1.5").chooseNth("try:month", 0).press("try:go").await("send:reason").picture("plan-simulated");
            assertThat(owner.find(".gain-row").count()).as("who gains and who loses").isPositive();
            assertThat(owner.find("[id='changed'] tbody tr").count()).as("lines that change, without a reload").isPositive();
            assertThat(owner.field("edit:rules:0:rate").inputValue()).as("what was typed and not saved is simulated, and kept").isEqualTo("5000: 0.6; 20000: 1.5");
            assertThat(owner.find("[id='changed'] table").first().innerText()).as("each member that it touches").contains("差额");
            owner.goTo("/hq/plans/detail?code=" + plan + "&order=losses");
            owner.fill("send:reason", "少给上级，多给卖家").press("send:propose");
            assertThat(owner.text()).as("one's own proposal").contains("须由他人审批");
        }
        try (Person finance = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("checker")) {
            finance.goTo("/desk");
            assertThat(finance.find(".desk-card:has-text('Commission plans to approve'), a:has-text('Commission plans to approve')").first().innerText()).contains("Commission plans to approve");
            assertThat(finance.find("a[href*='/finance/plans/detail?code=" + plan + "']").count()).as("among what is next").isPositive();
            finance.goTo("/finance/plans/detail?code=" + plan).picture("plan-to-decide");
            assertThat(finance.text()).contains("Cost of the simulated month", "Members who gain", "In force from");
            finance.pressAndConfirm("yes:approve").picture("plan-approved");
            assertThat(finance.find(".chip").first().innerText()).contains("Approved");
            assertThat(finance.goTo("/finance/plans/list").find("tr:has-text('" + plan + "')").innerText()).as("its day").contains(from.substring(0, 4));
        }
        try (Person owner = new Person(portal, chromium.browser(), "acme", "zh-CN", Person.PHONE).signIn("manager")) {
            owner.goTo("/hq/plans/detail?code=" + plan).picture("plan-on-a-phone");
            assertThat(owner.overflows()).isFalse();
            assertThat(owner.sees("edit:save")).as("a version in force is changed by nobody").isFalse();
        }
    }
}
