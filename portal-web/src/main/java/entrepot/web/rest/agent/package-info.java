/** REST for members that sell: {@code /api/agent/v1/…}. */
package entrepot.web.rest.agent;
