/** Work that comes due by time: tenant by tenant, on whichever node is free, one at a time. */
package entrepot.platform.jobs;
