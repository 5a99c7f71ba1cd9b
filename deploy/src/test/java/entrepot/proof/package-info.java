/**
 * Proofs about all of the portal at once, generated from what it is made of: every endpoint with every role and with own,
 * foreign and unknown codes; every page the same way and as a picture; every bad request; the books. A new endpoint or
 * page is in the proof without anybody's doing, and fails it where nobody says what a code of it looks like.
 */
package entrepot.proof;
