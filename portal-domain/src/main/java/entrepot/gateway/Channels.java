package entrepot.gateway;

import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.kernel.Text;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.crypto.Vault;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which providers take payments for the tenant, and their settings. A change takes two persons: whoever may say where the money goes could have it. Secrets
 * are sealed before they are proposed and never shown again. Switching off takes one person at once.
 */
@ApplicationScoped
@UseCases
public class Channels {

    /** The kind of its proposals. */
    public static final String KIND = "gateway-channel";
    private static final String PLACE = "gateway_channel.secrets";
    private static final String FEE = "feePercent";
    private static final int VALUE_MAX = 4_000;
    private static final int REASON_MAX = 500;

    @Inject
    private Sql sql;

    @Inject
    private Proposals proposals;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    /** A provider as finance sees it. @param settings what is set, without secrets @param secret whether all secrets are there */
    public record Channel(Provider provider, boolean active, Map<String, String> settings, boolean secret, String changedBy, Instant changedAt) {

        /** What it usually keeps of a payment, in per cent. */
        public BigDecimal feePercent() {
            return new BigDecimal(settings.getOrDefault(FEE, "0.6"));
        }
    }

    /** @param sealed all secrets together, as the vault keeps them */
    record Proposed(Provider provider, Map<String, String> settings, String sealed) {
    }

    /** All providers, set up or not. */
    @Requires(GatewayPermission.PROPOSE)
    public List<Channel> list(Actor actor) {
        return List.of(Provider.values()).stream().filter(provider -> provider != Provider.SIMULATOR || clock.isDemonstration())
                .map(provider -> find(actor, provider).orElseGet(() -> new Channel(provider, false, Map.of(), false, null, null))).toList();
    }

    /** Those with which a member can pay now. */
    @Requires(GatewayPermission.PAY)
    public List<Provider> open(Actor actor) {
        String currency = transactions.tenant().currency();
        return sql.list("select provider from gateway_channel where tenant_id = ? and active order by provider", row -> row.oneOf(Provider.class, "provider"),
                actor.tenant()).stream().filter(provider -> provider.currency().isEmpty() || provider.currency().equals(currency))
                .filter(provider -> provider != Provider.SIMULATOR || clock.isDemonstration()).toList();
    }

    /**
     * Proposes how a provider is reached, and that it takes payments.
     *
     * @param secrets by name; those that are left out stay as they are
     * @throws Problem GATEWAY_SETTING, GATEWAY_CURRENCY, GATEWAY_OFF (the simulator outside a demonstration)
     */
    @Requires(GatewayPermission.PROPOSE)
    public String propose(Actor actor, Provider provider, Map<String, String> settings, Map<String, String> secrets, String reason) {
        if (provider == Provider.SIMULATOR && !clock.isDemonstration()) {
            throw new Problem(GatewayProblem.GATEWAY_OFF).with("provider", provider);
        }
        if (!provider.currency().isEmpty() && !provider.currency().equals(transactions.tenant().currency())) {
            throw new Problem(GatewayProblem.GATEWAY_CURRENCY).with("currency", provider.currency());
        }
        Map<String, String> plain = new TreeMap<>();
        for (String name : provider.settings()) {
            plain.put(name, set(name, settings.get(name)));
        }
        plain.put(FEE, fee(settings.get(FEE)));
        Map<String, String> all = new TreeMap<>(secrets(actor, provider));
        for (String name : provider.secrets()) {
            String given = secrets.get(name);
            if (given != null && !given.isBlank()) {
                all.put(name, set(name, given));
            }
            set(name, all.get(name));
        }
        if (provider == Provider.SIMULATOR) {
            all.putIfAbsent(Simulator.SECRET, Tokens.random());
        }
        keysAreKeys(provider, plain, all);
        Channel before = find(actor, provider).orElse(null);
        List<Proposal.Effect> effect = new ArrayList<>();
        plain.forEach((name, value) -> effect.add(new Proposal.Effect("gateway." + name, before == null ? "" : cut(before.settings().getOrDefault(name, "")), cut(value))));
        proposals.withdraw(actor, KIND, provider.name(), "");
        return proposals.propose(actor, KIND, provider.name(), provider.name(),
                new Proposed(provider, plain, Vault.seal(actor.tenant(), PLACE + provider, Json.of(all).text())), effect, Text.optional("reason", reason, REASON_MAX));
    }

    /** What waits for a second person. */
    @Requires(GatewayPermission.PROPOSE)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /** Applies what another person proposed, and switches it on. */
    @Requires(GatewayPermission.APPROVE)
    public void approve(Actor actor, String proposal) {
        proposals.get(actor, KIND, proposal);
        Proposed wanted = proposals.approve(actor, proposal).content().as(Proposed.class);
        sql.update("""
                insert into gateway_channel (tenant_id, provider, active, settings, secrets, changed_by, changed_at) values (?, ?, true, ?, ?, ?, ?)
                on conflict (tenant_id, provider) do update set active = true, settings = excluded.settings, secrets = excluded.secrets,
                   changed_by = excluded.changed_by, changed_at = excluded.changed_at""", actor.tenant(), wanted.provider(), Json.of(wanted.settings()), wanted.sealed(),
                actor.name(), clock.now());
    }

    /** @throws Problem REASON_NEEDED, OWN_PROPOSAL, ALREADY_DECIDED */
    @Requires(GatewayPermission.APPROVE)
    public void reject(Actor actor, String proposal, String reason) {
        proposals.get(actor, KIND, proposal);
        proposals.reject(actor, proposal, reason);
    }

    /** No new payments from now on; what was begun is still credited. */
    @Requires(GatewayPermission.PROPOSE)
    public void stop(Actor actor, Provider provider) {
        sql.update("update gateway_channel set active = false, changed_by = ?, changed_at = ? where tenant_id = ? and provider = ?", actor.name(), clock.now(),
                actor.tenant(), provider);
    }

    Optional<Channel> find(Actor actor, Provider provider) {
        return sql.first("select active, settings::text as settings, secrets, changed_by, changed_at from gateway_channel where tenant_id = ? and provider = ?",
                row -> new Channel(provider, row.flag("active"), texts(row.json("settings")), !row.text("secrets").isEmpty(), row.text("changed_by"),
                        row.instant("changed_at")), actor.tenant(), provider);
    }

    /** With its secrets opened, for who speaks with the provider; empty where it was never set up, and for the simulator outside a demonstration. */
    Optional<Gateway.Settings> settings(Actor actor, Provider provider) {
        if (provider == Provider.SIMULATOR && !clock.isDemonstration()) {
            return Optional.empty();
        }
        return find(actor, provider).map(channel -> new Gateway.Settings(channel.settings(), secrets(actor, provider)));
    }

    private Map<String, String> secrets(Actor actor, Provider provider) {
        TenantId tenant = actor.tenant();
        return sql.first("select secrets from gateway_channel where tenant_id = ? and provider = ?", row -> row.text("secrets"), tenant, provider)
                .map(sealed -> texts(new Json(Vault.open(tenant, PLACE + provider, sealed)))).orElseGet(Map::of);
    }

    private static Map<String, String> texts(Json json) {
        Map<String, String> texts = new HashMap<>();
        Map<?, ?> kept = json.as(Map.class);
        kept.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        return texts;
    }

    private static String set(String name, String value) {
        String plain = value == null ? "" : value.strip();
        if (plain.isEmpty() || plain.length() > VALUE_MAX) {
            throw new Problem(GatewayProblem.GATEWAY_SETTING).with("setting", name);
        }
        return plain;
    }

    private static String fee(String percent) {
        String plain = percent == null || percent.isBlank() ? "0.6" : percent.strip();
        if (!plain.matches("[0-9](\\.[0-9]{1,3})?") || new BigDecimal(plain).compareTo(BigDecimal.valueOf(4)) > 0) {
            throw new Problem(GatewayProblem.GATEWAY_SETTING).with("setting", FEE);
        }
        return plain;
    }

    /** A key with a slip in it is found when it is set, not when the first member wants to pay. */
    private static void keysAreKeys(Provider provider, Map<String, String> plain, Map<String, String> secrets) {
        String setting = "privateKey";
        try {
            if (provider != Provider.SIMULATOR) {
                Rsa.privateKey(secrets.get("privateKey"));
                setting = provider == Provider.ALIPAY ? "alipayPublicKey" : "platformKey";
                Rsa.publicKey(plain.get(setting));
            }
            setting = "apiKey";
            if (provider == Provider.WECHAT && secrets.get("apiKey").length() != 32) {
                throw new IllegalArgumentException("32 characters");
            }
        } catch (IllegalArgumentException wrong) {
            throw new Problem(GatewayProblem.GATEWAY_SETTING).with("setting", setting);
        }
    }

    private static String cut(String value) {
        return value.length() <= 60 ? value : value.substring(0, 40) + "…";
    }
}
