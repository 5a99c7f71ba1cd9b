/**
 * Payments at providers: started by a member, paid on the provider's page, told by signed callbacks that may come twice, late, out of order or forged, and
 * credited to the wallet once. A simulator, Alipay and WeChat Pay stand behind one interface. Stands on wallet and ledger, which know nothing of providers.
 */
package entrepot.gateway;
