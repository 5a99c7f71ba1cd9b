/**
 * Benchmarks: each scenario starts what it needs, measures, prints a line {@code figure=value unit} for each figure, and
 * leaves nothing behind. The limit is measured in the same run, so that figures are ratios.
 */
package entrepot.bench;
