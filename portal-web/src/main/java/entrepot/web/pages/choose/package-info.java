/** What a buyer sees whose goods ran out: other goods, waiting or the money, by a secret link. Stands on ordering. */
package entrepot.web.pages.choose;
